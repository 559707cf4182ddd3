//! Bounds on everything that a file can make large. Each is far above what honest files hold.

/// Rows of a sheet in which the header row must appear.
pub const HEADER_SEARCH_ROWS: u32 = 20;
/// Rows of one file, header included: what a worksheet can hold.
pub const ROWS: u32 = 1_048_576;
/// Columns with content: the header of a real table is far narrower.
pub const COLUMNS: usize = 512;
/// Bytes of one cell in UTF-8. A worksheet cell holds 32,767 characters, which are at most 131,068 bytes.
pub const CELL_BYTES: usize = 256 * 1024;
/// Bytes of one row.
pub const ROW_BYTES: usize = 2 * 1024 * 1024;
/// Bytes of a file as it is handed in.
pub const FILE_BYTES: u64 = 512 * 1024 * 1024;
/// Entries in a workbook's archive.
pub const ARCHIVE_ENTRIES: usize = 10_000;
/// Bytes of all parts of a workbook after inflating.
pub const INFLATED_BYTES: u64 = 3 * 1024 * 1024 * 1024;
/// Bytes of a part that is read whole (styles, workbook, relationships, theme).
pub const WHOLE_PART_BYTES: u64 = 8 * 1024 * 1024;
/// Elements of a part that is read whole; a workbook has at most 65,490 cell formats.
pub const WHOLE_PART_TAGS: u64 = 400_000;
/// Bytes of any other part that is not XML (pictures, macros); such parts are never used.
pub const OTHER_PART_BYTES: u64 = 64 * 1024 * 1024;
/// Bytes of one XML token or cell value: the XML reader holds it in memory several times over.
pub const XML_TOKEN_BYTES: usize = 12 * 1024 * 1024;
/// Memory that the shared strings of a workbook may take when they are loaded, in bytes.
pub const SHARED_STRINGS_BYTES: u64 = 200 * 1024 * 1024;
/// What one shared string costs beside its text: the `String` itself and the allocator's share.
pub const SHARED_STRING_OVERHEAD_BYTES: u64 = 48;
/// Headers of a JSON Lines file, over all of its lines.
pub const JSON_KEYS: usize = COLUMNS;
