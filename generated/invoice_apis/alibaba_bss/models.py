"""Alibaba Cloud BSS OpenAPI, invoice titles: models of what comes over the wire.

Generated; edit the contract instead.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from ..models.base import Model, Reply
from ..models.values import Integer, LocalDateTimeText, SensitiveText, YearMonth
from .codes import CustomerType, InvoiceKind, StatusCode, TaxpayerType


class CustomerInvoice(Model):
    """One invoice title, that is, the details an invoice is made out to. In spite of its name it is not an
    invoice.

    一个发票抬头，即开票所用的抬头信息。名称虽为 CustomerInvoice，但并不是发票。
    """

    type: Annotated[InvoiceKind | str | None, Field(alias="Type")] = None
    """Kind of VAT invoice; the current Chinese edition calls it the default kind (默认发票类型). Huawei numbers
    the same two kinds the other way round (X-01).

    增值税发票种类；新版中文页称“默认发票类型”。华为云对这两类发票的编号恰好相反（X-01）。
    """

    status: Annotated[Integer | str | None, Field(alias="Status")] = None
    """Status of the title, as a code. The page does not say what the codes mean (ALI-11).

    发票抬头状态代码。文档未给出取值说明（ALI-11）。
    """

    adjust_type: Annotated[Integer | str | None, Field(alias="AdjustType")] = None
    """Kind of change made to the title, as a code without a documented list (ALI-12). These are not the codes of
    Type, although the English page speaks of a type of invoice (ALI-14).

    变更类型代码，文档未给出取值说明（ALI-12）。英文页称之为“变更后的发票类型”，但不可套用 Type 的取值（ALI-14）。
    """

    bank: Annotated[str | None, Field(alias="Bank")] = None
    """Name of the bank that keeps the account in BankNo. It has no part in issuing the invoice (ALI-20).

    开户银行名称，即 BankNo 账号所在的银行，与开具发票无关（ALI-20）。
    """

    start_cycle: Annotated[YearMonth | None, Field(alias="StartCycle")] = None
    """First billing cycle as a yyyyMM number: 202002 is February 2020. The page calls it the start of payment,
    later editions the first month in which the title is valid (ALI-09). At least 190001. At most 999912.

    开始账期，yyyyMM 形式的数字，202002 即 2020 年 2 月。新版文档称为“有效开始月份”（ALI-09）。最小 190001。最大
    999912。
    """

    title_change_instructions: Annotated[str | None, Field(alias="TitleChangeInstructions")] = None
    """Document that explains a change of the title. A bare file name in the example.

    发票抬头变更情况说明书，示例中只是文件名。
    """

    user_id: Annotated[Integer | str | None, Field(alias="UserId")] = None
    """Id of the user. It may pass 2^53, so never let it become a float or a spreadsheet number (ALI-19).

    用户 ID。可能超过 2^53，切勿转为浮点数或电子表格中的数字（ALI-19）。
    """

    operating_license_address: Annotated[SensitiveText | None, Field(alias="OperatingLicenseAddress")] = None
    """Address on the business licence. Kept as sent; the sample ends it with a line feed (ALI-04).

    营业执照地址。按原文保留，示例值以换行符结尾（ALI-04）。
    """

    invoice_title: Annotated[SensitiveText | None, Field(alias="InvoiceTitle")] = None
    """Company name that goes on the invoice as its title. Kept as sent; the sample ends it with a line feed
    (ALI-05).

    发票抬头上的公司名称。按原文保留，示例值以换行符结尾（ALI-05）。
    """

    user_nick: Annotated[SensitiveText | None, Field(alias="UserNick")] = None
    """The user's nickname.

    该用户的昵称。
    """

    operating_license_phone: Annotated[SensitiveText | None, Field(alias="OperatingLicensePhone")] = None
    """Phone number on the business licence. Free text; the example masks digits with letters (ALI-22).

    营业执照电话。自由文本，示例中部分数字以字母 x 遮盖（ALI-22）。
    """

    end_cycle: Annotated[YearMonth | None, Field(alias="EndCycle")] = None
    """Last billing cycle as a yyyyMM number: 202003 is March 2020. The page calls it the end of payment, later
    editions the last month in which the title is valid (ALI-10). At least 190001. At most 999912.

    结束账期，yyyyMM 形式的数字，202003 即 2020 年 3 月。新版文档称为“有效结束月份”（ALI-10）。最小 190001。最大
    999912。
    """

    default_remark: Annotated[SensitiveText | None, Field(alias="DefaultRemark")] = None
    """Remark added to an invoice when this title is chosen. Kept as sent; the sample ends it with a line feed
    (ALI-06).

    默认备注，选用此抬头开票时附加。按原文保留，示例值以换行符结尾（ALI-06）。
    """

    taxation_license: Annotated[str | None, Field(alias="TaxationLicense")] = None
    """Scan of the tax registration certificate, as a path and file name. Not a URL; the example has no path
    (ALI-23).

    税务登记证的扫描件，值为路径加文件名；不是 URL，示例中没有路径（ALI-23）。
    """

    register_no: Annotated[SensitiveText | None, Field(alias="RegisterNo")] = None
    """Tax registration number. Text even when all digits; no length is documented (ALI-21).

    税务登记号。即使全为数字也是文本，文档未规定长度（ALI-21）。
    """

    gmt_create: Annotated[LocalDateTimeText | None, Field(alias="GmtCreate")] = None
    """When the title was created: date and 24-hour time, as yyyy-MM-dd HH:mm:ss. No time zone is documented,
    whatever the name suggests (ALI-07).

    抬头的创建时间，格式 yyyy-MM-dd HH:mm:ss（24 小时制）。字段名含 Gmt，但文档未说明时区（ALI-07）。
    """

    taxpayer_type: Annotated[TaxpayerType | str | None, Field(alias="TaxpayerType")] = None
    """Kind of taxpayer. Code 2 is mistranslated on the English page (ALI-16).

    纳税人类型。英文页对代码 2 的译名有误（ALI-16）。
    """

    customer_type: Annotated[CustomerType | str | None, Field(alias="CustomerType")] = None
    """Kind of customer, as verified by Alipay. The codes start at 1; Huawei's start at 0 (X-02).

    客户的支付宝认证类型。代码从 1 开始，华为云则从 0 开始（X-02）。
    """

    issue_type: Annotated[Integer | str | None, Field(alias="IssueType")] = None
    """Kind of issuing, as a code. The page does not say what the codes mean (ALI-13).

    开具类型代码。文档未给出取值说明（ALI-13）。
    """

    id: Annotated[Integer | str | None, Field(alias="Id")] = None
    """Id of the invoice title, not of an invoice. ApplyInvoice takes it as CustomerId (ALI-18). Like UserId it may
    pass 2^53 (ALI-19).

    发票抬头的 ID，而不是发票的 ID；申请开票接口 ApplyInvoice 的 CustomerId 即为此值（ALI-18）。与 UserId 一样可
    能超过 2^53（ALI-19）。
    """

    bank_no: Annotated[SensitiveText | None, Field(alias="BankNo")] = None
    """Bank account number. Text; the 24 digits of the example fit no 64-bit integer (ALI-21).

    银行账号，文本。示例为 24 位数字，超出 64 位整数范围（ALI-21）。
    """


class CustomerInvoiceList(Model):
    """Object around the list of invoice titles; the list is its member CustomerInvoice. The table shows an array
    here, the sample and the official SDK show this wrapper. Without the list it is empty in a way that no
    source shows (ALI-02).

    包裹发票抬头列表的对象，列表在其成员 CustomerInvoice 中。文档表格写作数组，示例和官方 SDK 均为此包裹结构；没
    有列表成员的空对象未见于任何来源（ALI-02）。
    """

    customer_invoice: Annotated[list[CustomerInvoice] | None, Field(alias="CustomerInvoice")] = None
    """The invoice titles; no paging is documented.

    发票抬头列表，文档未提供分页。
    """


class InvoicingCustomerData(Model):
    """Payload of the reply.

    响应中的业务数据。
    """

    customer_invoice_list: Annotated[CustomerInvoiceList | None, Field(alias="CustomerInvoiceList")] = None
    """Object around the list of invoice titles; the list is its member CustomerInvoice. The table shows an array
    here, the sample and the official SDK show this wrapper. Without the list it is empty in a way that no
    source shows (ALI-02).

    包裹发票抬头列表的对象，列表在其成员 CustomerInvoice 中。文档表格写作数组，示例和官方 SDK 均为此包裹结构；没
    有列表成员的空对象未见于任何来源（ALI-02）。
    """


class AccessDeniedDetail(Model):
    """Why RAM refused the call. Open; the vendor may send more members than these.

    RAM 拒绝访问的原因。开放结构，官方可能返回更多成员。
    """

    auth_action: Annotated[str | None, Field(alias="AuthAction")] = None
    """The RAM action that was refused; for this operation bss:QueryCustomerInvoiceInfo.

    被拒绝的 RAM 操作，本接口对应 bss:QueryCustomerInvoiceInfo。
    """

    auth_principal_type: Annotated[str | None, Field(alias="AuthPrincipalType")] = None
    """Kind of identity that called, such as a RAM user or a RAM role.

    调用者的身份类型，例如 RAM 用户或 RAM 角色。
    """

    auth_principal_display_name: Annotated[SensitiveText | None, Field(alias="AuthPrincipalDisplayName")] = None
    """The identity that called; for a RAM user its id, for a RAM role the names of role and session.

    调用者的身份标识：RAM 用户为其 ID，RAM 角色为角色名与会话名。
    """

    no_permission_type: Annotated[str | None, Field(alias="NoPermissionType")] = None
    """Whether a policy denied the call or no policy allowed it.

    拒绝类型：被策略显式拒绝，或没有策略允许。
    """

    policy_type: Annotated[str | None, Field(alias="PolicyType")] = None
    """Kind of policy that decided.

    作出决定的策略类型。
    """

    encoded_diagnostic_message: Annotated[str | None, Field(alias="EncodedDiagnosticMessage")] = None
    """Encrypted details. The RAM operation DecodeDiagnosticMessage makes them readable.

    加密的诊断信息，可用 RAM 接口 DecodeDiagnosticMessage 解码。
    """


class QueryInvoicingCustomerListResponse(Reply):
    """Reply of QueryInvoicingCustomerList.

    Vendor page:
    https://alibabacloud.com/help/en/boa/latest/api-bssopenapi-2017-12-14-queryinvoicingcustomerlist

    QueryInvoicingCustomerList 的响应。
    """

    _contract_id: ClassVar[str] = "alibaba_bss/QueryInvoicingCustomerList.response"

    code: Annotated[StatusCode | Integer | None, Field(alias="Code")] = None
    """Result as a word: Success, or an error code. It is no HTTP status. The page refers to an online list for the
    error codes; those named here are the gateway's common ones, with the HTTP status that the vendor's tables
    give.

    以单词表示的结果：Success 或错误码，不是 HTTP 状态码。文档只给出错误码查询入口；此处列出网关的公共错误码及官
    方错误码表中的 HTTP 状态码。
    """

    message: Annotated[str | None, Field(alias="Message")] = None
    """Text for people. It is filled on success too, so a text here does not mean that something went wrong.

    供人阅读的说明。成功时同样有值，有文字并不代表出错。
    """

    request_id: Annotated[str | None, Field(alias="RequestId")] = None
    """Trace id that the service gave to this call. Quote it to Alibaba Cloud support; it names no business record.

    服务端为本次调用生成的追踪 ID，可在工单中提供；与业务单据无关。
    """

    success: Annotated[bool | None, Field(alias="Success")] = None
    """Whether the call succeeded. This decides, not the HTTP status. A body from the gateway lacks it.

    调用是否成功。以此为准，而不是 HTTP 状态码。网关返回的错误体中没有此字段。
    """

    data: Annotated[InvoicingCustomerData | None, Field(alias="Data")] = None
    """Payload of the reply.

    响应中的业务数据。
    """

    host_id: Annotated[str | None, Field(alias="HostId")] = None
    """Host that answered.

    响应请求的服务地址。
    """

    recommend: Annotated[str | None, Field(alias="Recommend")] = None
    """Link to the vendor's diagnosis of this error.

    官方错误诊断链接。
    """

    access_denied_detail: Annotated[AccessDeniedDetail | None, Field(alias="AccessDeniedDetail")] = None
    """Why RAM refused the call. Open; the vendor may send more members than these.

    RAM 拒绝访问的原因。开放结构，官方可能返回更多成员。
    """
