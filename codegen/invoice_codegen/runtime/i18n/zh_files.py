"""Chinese translations of the messages on files, archives and commands, by the English template."""

from __future__ import annotations

FILES: dict[str, str] = {
    # Files and formats
    "{name}: {reason}": "{name}：{reason}",
    "{name}: no such file": "{name}：文件不存在",
    "the file does not exist": "文件不存在",
    "the server answered with HTTP status {status}": "服务器返回 HTTP 状态 {status}",
    "the server does not answer": "服务器没有响应",
    "no connection: {reason}": "无法连接：{reason}",
    "{kind}: {reason}": "{kind}：{reason}",
    "the server redirects without end": "服务器重定向次数过多",
    "the connection broke": "连接中断",
    "the URL is not valid": "URL 无效",
    "this is a folder": "这是文件夹",
    "the server sends no parts of a file, as an archive needs: download it, and name the file": (
        "服务器不支持分段下载，无法直接读取归档：请先下载，再指定本地文件"
    ),
    "Protocol not known: {protocol}": "未知协议：{protocol}",
    "{name} needs the extra: pip install 'invoice-apis[remote]'": "{name} 需要附加组件：pip install 'invoice-apis[remote]'",
    "{name}: no file matches": "{name}：没有匹配的文件",
    "{name}: no {suffixes} in this folder": "{name}：该文件夹中没有 {suffixes} 文件",
    "{name}: two outputs have this file; choose another one": "{name}：两项输出写到同一文件；请另选文件",
    "{name}: this input is also an output; choose another file": "{name}：该文件既是输入又是输出；请另选文件",
    "{name} is compressed with zstd: pip install 'invoice-apis[zstd]'": (
        "{name} 经 zstd 压缩：请运行 pip install 'invoice-apis[zstd]'"
    ),
    "a worker process ended without a result: it was killed or ran out of memory; use fewer jobs to need less": (
        "工作进程未给出结果便已结束：可能被终止或内存不足；减少 jobs 可降低内存占用"
    ),
    "it can't be read: {reason}": "无法读取：{reason}",
    "it became shorter while it was read": "读取期间文件变短",
    "there is not enough memory for it": "内存不足",
    "larger than the limit of {limit} bytes": "超过 {limit} 字节的上限",
    "{contract}: {documents}, {valid} without error; {errors}, {drift} drift, {known} known": (
        "{contract}：{documents}，无错误 {valid} 份；{errors}，偏差 {drift}，已知 {known}"
    ),
    "success": "成功",
    "failure": "失败",
    "level": "级别",
    "{counts}; {outcomes}": "{counts}；{outcomes}",
    "1 success": "成功 1",
    "1 failure": "失败 1",
    "{count} successes": "成功 {count}",
    "{count} failures": "失败 {count}",
    "{outcome} ({count} with errors)": "{outcome}（其中 {count} 份有错误）",
    "{successes}, {failures}": "{successes}，{failures}",
    "{successes}, {failures}: {codes}": "{successes}，{failures}：{codes}",
    "expected {outcome}, found something else: {count} of {documents}": "应为{outcome}：{documents}中有 {count} 份不是",
    "{id} is no response: it has no outcome to expect": "{id} 不是响应，没有成败可言",
    "1 document": "共 1 份",
    "{count} documents": "共 {count} 份",
    "1 error": "错误 1",
    "{count} errors": "错误 {count}",
    "the {kind} data ends too early": "{kind} 数据提前结束",
    "the {kind} data is damaged: {reason}": "{kind} 数据已损坏：{reason}",
    "{summary}; interrupted, the rest was not validated": "{summary}；已中断，其余未校验",
    "… and {count} more {kind} at {place}": "…… {place} 另有 {count} 条 {kind}",
    "… and {count} findings of further kinds": "…… 另有其他类别 {count} 条",
    "{place} of {entry}": "{entry} 的 {place}",
    "the row has no value at {place}": "该行在 {place} 处没有值",
    "{pointer} is not a JSON Pointer, such as /response/body": "{pointer} 不是 JSON Pointer（例如 /response/body）",
    "{message} (at {place})": "{message}（位于 {place}）",
    "hint: {hint}": "提示：{hint}",
    "further: {source}: {line}": "其余：{source}：{line}",
    "documented: {meaning}": "文档：{meaning}",
    "The payload breaks its contract and can't be used.": "该内容无法按其所属契约使用。",
    "The payload differs from the vendor's documentation.": "该内容与官方文档不一致。",
    "The payload differs from the vendor's documentation, as the contract's ledger explains.": (
        "该内容与官方文档不一致，契约的冲突台账已有说明。"
    ),
}
