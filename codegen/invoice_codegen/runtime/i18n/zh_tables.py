"""Chinese translations of the messages on tables, by the English template."""

from __future__ import annotations

TABLES: dict[str, str] = {
    # Headers
    "{name} (label)": "{name}（含义）",
    "{outer}: {name}": "{outer}：{name}",
    "Rows": "数据",
    "record {number} of {count}": "第 {number} 条，共 {count} 条",
    # Options
    "headers": "表头",
    "option": "选项",
    "treatment of sensitive values": "敏感值处理方式",
    "the records of {id} have no lines: no list of objects": "{id} 的记录没有明细行：其中没有对象列表",
    "the records have several lists: choose one with rows, from {places}": (
        "记录中有多个列表：请用 rows 指定其一，可选 {places}"
    ),
    "{pointer} is no documented list of objects of this contract": "{pointer} 不是此契约文档所列的对象列表",
    "{name}: no format has this suffix; choose from {known}": "{name}：没有使用此后缀的格式；可选 {known}",
    "a file of the format {format} needs the extra: pip install 'invoice-apis[{extra}]'": (
        "{format} 格式的文件需要额外组件：请运行 pip install 'invoice-apis[{extra}]'"
    ),
    "a sheet holds {limit} columns": "一个工作表最多 {limit} 列",
    # Results
    "there was no document to export": "没有可导出的文档",
    "{name}: {rows}, {columns}; {documents}, {rejected} rejected, {failed} failed": (
        "{name}：{rows}，{columns}；{documents}，其中被拒 {rejected} 份，失败响应 {failed} 份"
    ),
    "{end}; sources not read to their end: {count}": "{end}；未能读完的来源 {count} 个",
    "only csv and ndjson can be written to standard output or a pipe: name a file": (
        "只有 csv 和 ndjson 可写到标准输出或管道：请指定文件"
    ),
    "rejects need a file of their own": "被拒内容需写到单独的文件",
    "{name}: a call writes JSON; write that, and 'invoice-apis export' makes a table of it": (
        "{name}：call 输出 JSON；请先写成 JSON，再用 invoice-apis export 转为表格"
    ),
    "1 row": "1 行",
    "{count} rows": "{count} 行",
    "1 column": "1 列",
    "{count} columns": "{count} 列",
    "'invoice-apis validate' says why documents are rejected; --rejects FILE keeps them": (
        "被拒原因请用 invoice-apis validate 查看；--rejects FILE 可保留被拒内容"
    ),
    "masked: {names}; --sensitive show has their values": "已隐藏：{names}；--sensitive show 可显示",
    "left out as sensitive: {names}": "因敏感而略去：{names}",
    "in the column _unfit, because their own column can't hold them: {names}": (
        "所属列无法准确保存、改记于 _unfit 列的值：{names}"
    ),
    "text in place of numbers, because a spreadsheet keeps 15 digits: {names}": (
        "因电子表格只保留 15 位有效数字而改存为文本的数字：{names}"
    ),
    "text, because they have another form than documented: {names}": "与文档格式不符、保留为文本的值：{names}",
    "cut at 32,767 characters, the most that a cell holds: {names}": "超过单元格 32,767 字符上限、已截断的文本：{names}",
    "undocumented members without a column, which --unknown adds: {names}": (
        "文档未列出、未导出的成员（--unknown 可加列导出）：{names}"
    ),
    "text, because a sheet has times since 1901, to the millisecond: {names}": (
        "因工作表只支持 1901 年以后、精确到毫秒的时间而保留为文本的值：{names}"
    ),
    "times as numbers of milliseconds or seconds since 1970, as they came: {names}": (
        "按原样写为 1970 年以来毫秒数或秒数的时间：{names}"
    ),
    "rows of outer objects without records: {count}": "没有记录的外层对象所占行数：{count}",
    "outer objects without records, which have no row: {count}": "没有记录、因而没有行的外层对象：{count}",
    "rows of records without lines: {count}": "没有明细行的记录所占行数：{count}",
    "sheets, as one holds 1,048,576 rows: {count}": "单个工作表最多 1,048,576 行，共用工作表 {count} 个",
    "{count} more": "另有 {count} 项",
    "{source}, line {line} is rejected: {finding}; rejects=FILE keeps and skips rejected documents": (
        "{source} 第 {line} 行被拒：{finding}；用 rejects=FILE 可保留并跳过被拒内容"
    ),
}
