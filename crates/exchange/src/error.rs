//! What can be wrong with a file as a whole, each as one plain Chinese sentence.

use std::io;

use casework::codes::ImportKind;

/// Why a file is not taken. Nothing of the file may be kept when this is returned.
///
/// `Display` is the sentence for the clerk. It names places and headers, never the content of a data cell.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("打不开这份文件：{}", io_reason(.0))]
    Io(#[from] io::Error),
    #[error("这份文件是空的，请确认选对了文件")]
    Empty,
    #[error("这份文件有 {} MB，超过 {} MB 的上限，请分成几份导入", .bytes >> 20, .limit_bytes >> 20)]
    FileTooLarge { bytes: u64, limit_bytes: u64 },
    #[error("这份文件是{found}，不是表格；请提供 .xlsx、.csv 或 .jsonl 文件")]
    NotATable { found: &'static str },
    #[error("这份文件是旧版 Excel 97-2003 工作簿（.xls），请在表格软件中另存为 .xlsx 后再导入")]
    LegacyWorkbook,
    #[error("这份工作簿设有打开密码，请取消密码后再导入")]
    Encrypted,
    #[error("这份工作簿已损坏或不完整（{place}），请在表格软件中打开并另存一份后再导入")]
    Damaged { place: String },
    #[error("这份工作簿解压后{what}超出上限，不像正常的表格，已拒绝读取；如确为业务数据，请分成几份或另存为 .csv 后再导入")]
    Inflates { what: &'static str },
    #[error("第 {row} 行第 {column} 列的单元格超过 {} KB 的上限，请检查该单元格", .limit_bytes >> 10)]
    CellTooLarge { row: u32, column: String, limit_bytes: usize },
    #[error("第 {row} 行超过 {} MB 的上限，常见原因是前面有一个引号没有成对", .limit_bytes >> 20)]
    RowTooLarge { row: u32, limit_bytes: usize },
    #[error("第 {row} 行有内容的列超过 {limit} 列（到了第 {column} 列），请删除表格右侧多余的内容")]
    TooManyColumns { row: u32, column: String, limit: usize },
    #[error("这份文件超过 {limit} 行，请分成几份导入")]
    TooManyRows { limit: u32 },
    #[error("第 {line} 行附近的文字无法辨认，文件须为 UTF-8 或 GB18030 编码；请在表格软件中另存为“CSV UTF-8”")]
    BadText { line: u64 },
    #[error("第 {line} 行不是一个 JSON 对象；.jsonl 文件须每行一个对象，例如 {{\"来件编号\": \"…\"}}")]
    BadJson { line: u64 },
    #[error("这份文件的表头属于“{}”，而不是所选的“{}”，请改选类型后再导入", .found.label(), .wanted.label())]
    WrongKind { wanted: ImportKind, found: ImportKind },
    #[error("前 {} 行中没有找到“{}”的表头；表头须含：{}", crate::limits::HEADER_SEARCH_ROWS, .kind.label(), .required.join("、"))]
    NoHeader { kind: ImportKind, required: Vec<String> },
    #[error("表头（{place}）缺少必需的列：{}", .columns.join("、"))]
    MissingColumns { place: String, columns: Vec<String> },
    #[error("第 {first} 行和第 {second} 行都是表头，请只保留一行表头，其下每行一条数据")]
    TwoHeaderRows { first: u32, second: u32 },
    #[error("表头中“{header}”出现了不止一次（第 {first} 列和第 {second} 列），请只保留一列")]
    DoubledHeader { header: String, first: String, second: String },
    #[error("表头下面没有数据行")]
    NoRows,
    #[error("对照表“{profile}”是为“{}”准备的，不能用于“{}”", .made_for.label(), .wanted.label())]
    ProfileKind { profile: String, made_for: ImportKind, wanted: ImportKind },
}

fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "文件不存在".to_owned(),
        io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        io::ErrorKind::IsADirectory => "这是一个文件夹".to_owned(),
        io::ErrorKind::UnexpectedEof => "文件不完整".to_owned(),
        _ => format!("读取失败（{error}）"),
    }
}

/// Why an export or an error workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("写入文件失败：{}", io_reason(.0))]
    Io(#[from] io::Error),
    #[error("生成工作簿失败")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    #[error("生成 CSV 失败")]
    Csv(#[from] csv::Error),
    #[error("超过工作表的行数上限 {limit} 行，请缩小范围或改用 .csv")]
    TooManyRows { limit: u32 },
    #[error("导出文件须以 .csv 或 .xlsx 结尾")]
    UnknownFormat,
}
