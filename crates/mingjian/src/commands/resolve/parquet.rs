//! Parquet inputs, in binaries that are built with the feature `parquet`.

use std::path::Path;

use super::input::Rows;

#[cfg(feature = "parquet")]
pub(super) fn open(file: &Path) -> anyhow::Result<Box<dyn Rows>> {
    Ok(Box::new(rows::ParquetRows::open(file)?))
}

#[cfg(not(feature = "parquet"))]
pub(super) fn open(file: &Path) -> anyhow::Result<Box<dyn Rows>> {
    anyhow::bail!("{} 是 parquet 文件，本程序未包含读取它的功能：请以 --features parquet 构建，或另存为 csv", file.display())
}

#[cfg(feature = "parquet")]
mod rows {
    use std::path::{Path, PathBuf};

    use anyhow::{Context, bail};
    use parquet::file::reader::FileReader;
    use parquet::file::reader::SerializedFileReader;
    use parquet::record::Field;
    use parquet::record::reader::RowIter;

    use super::Rows;

    /// Rows of a flat parquet file, values as people write them.
    pub(super) struct ParquetRows {
        file: PathBuf,
        header: Vec<String>,
        rows: RowIter<'static>,
        row: u64,
    }

    impl ParquetRows {
        pub(super) fn open(file: &Path) -> anyhow::Result<Self> {
            let opened = std::fs::File::open(file).with_context(|| format!("无法读取 {}", file.display()))?;
            let reader = SerializedFileReader::new(opened).with_context(|| format!("{} 不是完好的 parquet 文件", file.display()))?;
            let schema = reader.metadata().file_metadata().schema_descr().root_schema().get_fields().to_vec();
            let header = schema.iter().map(|field| field.name().to_owned()).collect();
            let rows = RowIter::from_file_into(Box::new(reader));
            Ok(Self { file: file.to_owned(), header, rows, row: 0 })
        }
    }

    impl Rows for ParquetRows {
        fn header(&self) -> &[String] {
            &self.header
        }

        fn next(&mut self, into: &mut Vec<String>) -> anyhow::Result<Option<u64>> {
            let Some(row) = self.rows.next() else { return Ok(None) };
            self.row += 1;
            let row = row.with_context(|| format!("{} 第{}行", self.file.display(), self.row))?;
            into.clear();
            for (name, field) in row.get_column_iter() {
                let cell = match field {
                    Field::Null => String::new(),
                    Field::Str(text) => text.clone(),
                    Field::Bool(_)
                    | Field::Byte(_)
                    | Field::Short(_)
                    | Field::Int(_)
                    | Field::Long(_)
                    | Field::UByte(_)
                    | Field::UShort(_)
                    | Field::UInt(_)
                    | Field::ULong(_)
                    | Field::Float(_)
                    | Field::Double(_)
                    | Field::Decimal(_)
                    | Field::Date(_)
                    | Field::TimestampMillis(_)
                    | Field::TimestampMicros(_) => field.to_string(),
                    _ => bail!("{} 第{}行：列 {name} 不是单个的值", self.file.display(), self.row),
                };
                into.push(cell);
            }
            Ok(Some(self.row))
        }
    }
}
