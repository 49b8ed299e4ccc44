"""Chinese translations of all messages, by the English template; both have the same named parts."""

from __future__ import annotations

from .zh_documentation import DOCUMENTATION
from .zh_files import FILES
from .zh_reports import REPORTS
from .zh_tables import TABLES

CHINESE: dict[str, str] = {
    # Parts of messages
    "(masked)": "（已隐藏）",
    "{first} or {last}": "{first}或{last}",
    "{count} characters": "{count} 个字符",
    "{count} items": "{count} 项",
    "{count} members": "{count} 个成员",
    " (line {line} column {column})": "（第 {line} 行第 {column} 列）",
    # Errors of schemas
    "found {type}, documented: {types}": "实际为{type}，文档规定为{types}",
    "found {type} {what}, documented: {types}": "实际为{type} {what}，文档规定为{types}",
    "found {type} where only {types} can be read": "实际为{type}，此处只能读取{types}",
    "{what} is not among the documented values: {options}": "{what} 不在文档列出的取值之内：{options}",
    "{count}, documented: at least {limit}": "实际 {count}，文档规定至少 {limit}",
    "{count}, documented: at most {limit}": "实际 {count}，文档规定最多 {limit}",
    "{what} in place of {expected}": "实际为 {what}，应为 {expected}",
    "{what} is less than the documented minimum {limit}": "{what} 小于文档规定的最小值 {limit}",
    "{what} is more than the documented maximum {limit}": "{what} 大于文档规定的最大值 {limit}",
    "{what} can't be compared with the documented pattern": "{what} 无法与文档规定的格式比较",
    "{what} does not match the documented pattern {pattern}": "{what} 不符合文档规定的格式 {pattern}",
    "{what} is not a {format}": "{what} 不是{format}",
    "the member {name} is missing": "缺少成员 {name}",
    "{what} is not allowed here": "此处不得为 {what}",
    "found string {what}, which is no number; documented: {types}": "实际为字符串 {what}，且不是数字；文档规定为{types}",
    "{found} is less than {limit}, the minimum that the contract sets ({ledger}){hint}": "{found} 小于 {limit}：该最小值由本契约设定（{ledger}）{hint}",
    "{found} is more than {limit}, the maximum that the contract sets ({ledger}){hint}": "{found} 大于 {limit}：该最大值由本契约设定（{ledger}）{hint}",
    "{found}; the contract sets at least {limit} ({ledger}){hint}": "{found}；本契约设定至少 {limit}（{ledger}）{hint}",
    "{found}; the contract sets at most {limit} ({ledger}){hint}": "{found}；本契约设定最多 {limit}（{ledger}）{hint}",
    "{found} does not match the pattern {limit}, which the contract sets ({ledger}){hint}": "{found} 不符合本契约设定的格式 {limit}（{ledger}）{hint}",
    "; {hint}": "；{hint}",
    "{what} has a fraction or an exponent: an identifier written so may have lost digits": "{what} 带小数或指数：这样书写的编号可能已丢失数字",
    "the text {what} is a number with a fraction or an exponent: digits may be lost": "文本 {what} 是带小数或指数的数字：可能已丢失数字",
    "{what} ends as integers do that were rounded to a double: digits may be lost": "{what} 的末位与经双精度舍入的整数一样：可能已丢失数字",
    "the base64 text has {differences}": "base64 文本有{differences}",
    "{place}: {reason}: use standard base64": "{place}：{reason}：请使用标准 base64",
    "line breaks": "换行",
    "the URL-safe alphabet": "URL 安全字母表",
    "no padding": "缺少填充",
    "surplus padding": "多余填充",
    "blanks at its ends": "首尾空格",
    "the member": "该成员",
    "no documented member is here": "没有任何文档列出的成员",
    "the member is not documented": "文档未列出的成员",
    "empty, for which a form has no text: leave it out": "为空，表单无法表示：请省略",
    "{what} breaks the keyword {keyword}": "{what} 不符合关键字 {keyword} 的要求",
    "{message}; the list belongs in a wrapper object, as its member {name}": "{message}；该列表应放入其包裹对象，作为成员 {name}",
    "neither a success nor a failure: {outcomes}": "既非成功也非失败：{outcomes}",
    "the member is repeated in its object; the last one counts": "同一对象中该成员出现多次，以最后一个为准",
    "{start} is later than {end}, the end of the period at {pointer}": "{start} 晚于 {pointer} 处的时间段终点 {end}",
    "the body is {charset}, as Content-Type says; JSON is UTF-8": "内容按 Content-Type 所述为 {charset} 编码，而 JSON 应为 UTF-8",
    "more than {limit} findings; the others are left out": "问题超过 {limit} 条，其余从略",
    # Unreadable payloads
    "the text is empty": "内容为空",
    "the value is null, not JSON text": "值为 null，此处应为 JSON 文本",
    "the text starts with a byte order mark; send plain UTF-8": "内容以字节顺序标记（BOM）开头，请使用不带 BOM 的 UTF-8",
    "{size} bytes are more than the limit of {limit}": "共 {size} 字节，超过 {limit} 字节的上限",
    "not UTF-8 at byte {byte}": "第 {byte} 字节处不是 UTF-8",
    "not UTF-8 at byte {byte}: the text looks like UTF-16": "第 {byte} 字节处不是 UTF-8：内容看似 UTF-16",
    "a number has an exponent of more digits than a decimal holds{place}": "数字的指数位数过多，十进制数无法表示{place}",
    "a number is beyond the range of a double{place}": "数字超出双精度浮点数的范围{place}",
    "nested deeper than {limit} levels": "嵌套超过 {limit} 层",
    "not JSON: {reason}": "不是 JSON：{reason}",
    "{reason}: line {line} column {column} (char {char})": "{reason}（第 {line} 行第 {column} 列，字符 {char}）",
    "a {type} is not a JSON value": "{type} 不是 JSON 值",
    "a {type} is not a JSON value: {remedy}": "{type} 不是 JSON 值：{remedy}",
    "pass what the file holds, path.read_bytes()": "请传入文件内容，即 path.read_bytes()",
    "pass what the file holds, file.read()": "请传入文件内容，即 file.read()",
    "pass the body of the response, response.content": "请传入响应体，即 response.content",
    "pass a Python value, value.tolist()": "请传入 Python 值，即 value.tolist()",
    "pass a dict of it, value.model_dump()": "请传入其字典形式，即 value.model_dump()",
    "pass a list of its items": "请传入其元素的列表",
    "not JSON, but what looks like a path: pass what the file holds, Path(…).read_bytes()": (
        "不是 JSON，而像是路径：请传入文件内容，即 Path(…).read_bytes()"
    ),
    "a list of models is not one payload: pass each of them, as in [check(item) for item in items]": (
        "模型的列表不是一份数据：请逐个传入，例如 [check(item) for item in items]"
    ),
    "nested too deep for the room that the caller has left on the stack": "嵌套过深，调用方的栈余量不足",
    "parts that occur again and again make more than {limit} values": "反复出现的部分使值超过 {limit} 个",
    "a member name is a {type}, not a string": "成员名是 {type}，不是字符串",
    "NaN and Infinity are not JSON numbers": "NaN 和 Infinity 不是 JSON 数字",
    "a string holds half of a surrogate pair: not Unicode text": "字符串含有不成对的代理项，不是 Unicode 文本",
    "the text holds half of a surrogate pair: not Unicode text": "内容含有不成对的代理项，不是 Unicode 文本",
    "it is not base64": "不是 base64",
    "the encoded text can't be decoded: {reason}": "编码的内容无法解开：{reason}",
    # Errors of the JSON parsers
    "unexpected end of data": "内容意外结束",
    "unexpected content after document": "JSON 之后还有多余内容",
    "unexpected control character in string": "字符串中有未转义的控制字符",
    "unexpected character, expected a JSON value": "此处应为 JSON 值",
    "unexpected character, expected a string key": "此处应为双引号括起的成员名",
    "unexpected character, expected ':' after key": "成员名之后应为冒号",
    "unexpected character, expected ',' or '}'": "此处应为 , 或 }",
    "unexpected character, expected ',' or ']'": "此处应为 , 或 ]",
    "invalid literal, expected 'true'": "此处应为 true",
    "invalid literal, expected 'false'": "此处应为 false",
    "invalid literal, expected 'null'": "此处应为 null",
    "trailing comma is not allowed": "末尾不得有多余的逗号",
    "number with leading zero is not allowed": "数字不得以 0 开头",
    "no digit after sign": "符号之后没有数字",
    "no digit after decimal point": "小数点之后没有数字",
    "no digit after exponent sign": "指数符号之后没有数字",
    "invalid escape in string": "字符串中的转义无效",
    "invalid escaped sequence in string": "字符串中的转义序列无效",
    "invalid high surrogate in string": "字符串中的高位代理项无效",
    "invalid low surrogate in string": "字符串中的低位代理项无效",
    "no low surrogate in string": "字符串中缺少低位代理项",
    # Reports
    "(whole payload)": "（整个内容）",
    "{contract}: 1 error, {drift} drift, {known} known": "{contract}：错误 1，偏差 {drift}，已知 {known}",
    "{contract}: {errors} errors, {drift} drift, {known} known": "{contract}：错误 {errors}，偏差 {drift}，已知 {known}",
    "  … and {count} more": "  …… 另有 {count} 条",
    # Hints
    "request": "请求",
    "response": "响应",
    "this is the {direction} of the call: it fits {id}": "这是该调用的{direction}：符合 {id}",
    "this belongs to another contract: it fits {id}": "这属于另一份契约：符合 {id}",
    "the value at {place} is valid: pass only that value": "{place} 之内的内容符合契约：请只提供这部分",
    "{where} fits {id}": "{where}符合 {id}",
    "the value at {place}": "{place} 之内的内容",
    "once converted, it": "如此读取后",
    "the value at {place} is valid: add {option}": "{place} 之内的内容符合契约：请加上 {option}",
    "{where} fits {id}: add {option}": "{where}符合 {id}：请加上 {option}",
    "a comma stands behind the document: write each document on a line of its own, without commas": (
        "报文之后有逗号：请将每份报文单独写成一行，不加逗号"
    ),
    "record separators stand before the documents (RFC 7464): remove them, as `tr -d '\\036'` does": (
        "报文之前有记录分隔符（RFC 7464）：请去掉，例如用 `tr -d '\\036'`"
    ),
    "the text at {place} is valid once decoded: pass the decoded value": "{place} 之内的编码文本解码后符合契约：请先解码",
    "this is only the value of {place}: pass the whole payload": "这只是 {place} 之内的内容，缺少外层结构",
    "this is only one item of {place}: pass the whole payload, or validate it by {id}": "这只是 {place} 中的一项：请传入完整报文，或按 {id} 校验",
    "{place} is an empty object: where there are no records, an empty list is due": "{place} 是空对象：没有记录时应为空列表",
    "{place} has {count} members of {id} and none of its own: this is the reply of another interface": "{place} 有 {count} 个成员属于 {id}，却没有一个是自己的：这是另一接口的响应",
    "{place} holds {names}, and no record: this looks like a notice": "{place} 中只有 {names}，没有记录：这像是一条提示",
    "this is only one item of {place}: pass the whole payload": "这只是 {place} 中的一项，缺少外层结构",
    "the payload is a single object: put it into a list": "整个内容只是单个对象：请放入列表",
    "{place} is a single object: put it into a list": "{place} 只放了单个对象：请放入列表",
    "{name} is not documented: did you mean {close}?": "文档中没有 {name}：是否应为 {close}？",
    "this is JSON encoded twice, as text in a JSON string: decode it once more": "这是 JSON 字符串里的 JSON 文本，编码了两次：请再解码一次",
    "{place} is plain JSON text: encode it as base64, or pass the decoded value": "{place} 为 JSON 纯文本：请改为 base64 文本，或直接给出解码后的值",
    "the base64 text of {place} has percent signs of a URL: decode those first": "{place} 的 base64 文本带有 URL 的百分号编码：请先解码",
    "the base64 text of {place} has blanks where + belongs, as after decoding a form: restore them": "{place} 的 base64 文本在应为 + 处是空格（表单解码所致）：请还原",
    "{place} is a data URL: leave out all up to its comma": "{place} 是 data URL：请去掉逗号及其之前的部分",
    "the content of {place} is no JSON: {reason}": "{place} 的内容不是 JSON：{reason}",
    "the content of {place} is no UTF-8: {reason}": "{place} 的内容不是 UTF-8：{reason}",
    "{place} is base64 text of base64 text: decode it once": "{place} 做了两次 base64 编码：请解码一次",
    "{place} decodes to binary data: if it is encrypted (AES), give the client its aes_key, or decrypt it first": "{place} 解码后是二进制数据：若已加密（AES），请为客户端提供 aes_key，或先解密",
    "this is compressed with {name}: decompress it first": "内容经 {name} 压缩：请先解压",
    "this is a {name} archive: unpack it first": "这是 {name} 归档：请先解包",
    "this is an Excel workbook: write each reply as one line of JSON": "这是 Excel 工作簿：请将每份响应写成一行 JSON",
    "this is a Parquet file: read its column of replies with Arrow or Spark": (
        "这是 Parquet 文件：请用 Arrow 或 Spark 读取其中存放响应的列"
    ),
    "this is an array of documents: write each on a line of its own, as `jq -c '.[]'` does": (
        "这是多份文档组成的数组：请每份各占一行，例如用 `jq -c '.[]'`"
    ),
    "documents stand one behind the other: write each on a line of its own, as `jq -c .` does": (
        "多份文档首尾相连：请每份各占一行，例如用 `jq -c .`"
    ),
    "a document stands over several lines: write each on one line, as `jq -c .` does": (
        "一份文档占了多行：请每份只占一行，例如用 `jq -c .`"
    ),
    "this is one document over several lines, not NDJSON: validate it as a whole (--input-format json)": (
        "这是占多行的一份文档，不是 NDJSON：请作为整体校验（--input-format json）"
    ),
    "the lines end with a carriage return alone: end them with a line feed": "各行仅以回车符结尾：请改用换行符",
    "this is CSV, not JSON: write each reply as one line of JSON": "这是 CSV，不是 JSON：请将每份响应写成一行 JSON",
    "the names are in snake_case, as SDKs have them: pass the JSON text of the reply, in which {name} is {close}": (
        "成员名采用下划线写法，像是 SDK 的对象：请提供响应的 JSON 原文，其中 {name} 为 {close}"
    ),
    "this is no {direction} of the call: the value at {place} is like {below}, as in a callback": (
        "这不是该调用的{direction}：{place} 之内的内容与 {below} 相同，像是回调"
    ),
    "this is an HTML page, as from a proxy or a login form: the service did not answer": (
        "这是 HTML 页面，常见于代理或登录页：服务本身并未应答"
    ),
    "this is XML, not JSON": "这是 XML，不是 JSON",
    "this starts with a byte order mark: remove its first three bytes": "开头有字节顺序标记（BOM）：请去掉前三个字节",
    "this is {name}: convert it to UTF-8": "编码为 {name}：请转换为 UTF-8",
    "this is NDJSON, one document per line: validate each line by itself": "这是 NDJSON，每行一份文档：请逐行校验",
    "this is base64 text of JSON: decode it first": "这是 JSON 的 base64 文本：请先解码",
    "this has single quotes: JSON uses double quotes": "使用了单引号：JSON 应使用双引号",
    "this is a Python literal: write it with json.dumps": "这是 Python 字面量：请用 json.dumps 写出",
    "{recognised} of {members} members are documented; errors: {errors}, drift: {drift}": (
        "{members} 个成员中有 {recognised} 个见于文档；错误 {errors}，偏差 {drift}"
    ),
    # Commands
    "member": "成员",
    "type and limits": "类型与限制",
    "meaning": "含义",
    "required": "必填",
    "sensitive": "敏感",
    "not documented": "文档未列出",
    " ({note})": "（{note}）",
    "known, not on the page": "已知，页面未列出",
    "pattern: {pattern}": "格式：{pattern}",
    "{id} documents nothing at {pointer}; {advice}": "{id} 在 {pointer} 处没有文档；{advice}",
    "Where the sources contradict each other, and what was decided": "各来源相互矛盾之处及处理",
    " (weak: one member speaks for it)": "（依据不足：仅一个成员相符）",
    "the first ones fit equally well: nothing in the payload tells them apart": "前几项同样符合：仅凭内容无法区分",
    "no contract fits": "不符合任何契约",
    "no contract documents anything in it": "其中没有任何契约所列的成员",
    "{name}: these are several files; choose one": "{name}：这里有多个文件，请选择其中一个",
    "nearest: {id}: {evidence}": "最接近：{id}：{evidence}",
    # Unknown names
    "unknown {kind} {name}; {advice}": "未知的{kind} {name}；{advice}",
    "contract": "契约",
    "profile": "校验级别",
    "API": "API",
    "region": "区域",
    "security scheme of {api}": " {api} 认证方案",
    "column": "列",
    "fault": "故障",
    "outcome": "结果",
    "drift": "偏差",
    "damage": "损坏",
    "did you mean {names}?": "是否应为 {names}？",
    "{names}, {name}": "{names}、{name}",
    "{names} or {name}": "{names} 或 {name}",
    "choose from {names}": "可选：{names}",
    "there are none to choose from": "没有可选项",
    "{kind} {name} does not apply; {advice}": "{kind} {name} 不适用；{advice}",
    "no {kind} is possible in this payload": "此内容无法产生{kind}",
    "{id}, {outcome}: {problem}": "{id}，{outcome}：{problem}",
    "standard output is closed": "标准输出已关闭",
    "standard input is closed": "标准输入已关闭",
    "there is not enough memory": "内存不足",
    "standard output: {reason}": "标准输出：{reason}",
    "there was no document to validate": "没有可校验的文档",
    "--profile {profile} does not look for {severity}: leave out one of --profile and --fail-on": (
        "--profile {profile} 不检查 {severity}：请去掉 --profile 或 --fail-on"
    ),
    "{operation}: {count} records, {status}: {reason}": "{operation}：{count} 条记录，{status}：{reason}",
    "complete": "完整",
    "INCOMPLETE": "不完整",
    "--all fetches all pages; leave out {flag}": "--all 会读取所有页；请去掉 {flag}",
    "give {flag}, or --all for all pages": "请给出 {flag}，或用 --all 读取所有页",
    # Nothing to serve
    "this package has no operations: the sandbox has nothing to serve": "本包没有任何操作：沙箱无可提供的服务",
    "{api} has no operations: the sandbox has nothing to serve": "{api} 没有任何操作：沙箱无可提供的服务",
    # Drift
    "Errors:": "错误：",
    "New:": "新出现：",
    "Known to the ledger:": "台账已有说明：",
    "Resolved, in the earlier report only:": "已消失，仅见于之前的报告：",
    "… and {count} more kinds": "…… 另有 {count} 类",
    "{count} more findings are left out: code hosts take only so many": "另有 {count} 条问题未列出：代码托管平台能接收的数量有限",
    "Nothing new.": "没有新的偏差。",
    "Some keywords have too many distinct findings; the rest is only counted (…).": (
        "部分关键字的不同问题过多，其余只计数（…）。"
    ),
    "{name}: this is no report; `invoice-apis drift … --output REPORT` writes one": (
        "{name}：这不是报告；报告由 `invoice-apis drift … --output REPORT` 写出"
    ),
    "{name}: the report is on {other}, not on {id}": "{name}：该报告属于 {other}，而不是 {id}",
    "{count} x {severity}[{keyword}] {where}{found}, first at {place}": (
        "{count} 次 {severity}[{keyword}] {where}{found}，首次见于 {place}"
    ),
    "{contract}: {documents}, {rejected} rejected ({ratio}); {errors}, {drift} drift, {known} known": (
        "{contract}：{documents}，拒收 {rejected} 份（{ratio}）；{errors}，偏差 {drift}，已知 {known}"
    ),
    **DOCUMENTATION,
    **FILES,
    **REPORTS,
    **TABLES,
}
