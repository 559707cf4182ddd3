//! Parquet inputs, in binaries that are built with the feature `parquet`.

use std::path::Path;

use identity::linkage::{Layout, Rows};

#[cfg(not(feature = "parquet"))]
pub(super) fn read(
    file: &Path,
    _input: u16,
    _rows: &mut Rows,
    _layout: impl FnOnce(&[String]) -> anyhow::Result<Layout>,
) -> anyhow::Result<()> {
    anyhow::bail!("{} 是 parquet 文件，本程序未包含读取它的功能：请以 --features parquet 构建，或另存为 csv", file.display())
}

#[cfg(feature = "parquet")]
pub(super) use with_parquet::read;

#[cfg(feature = "parquet")]
mod with_parquet {
    use std::path::Path;

    use anyhow::{Context, bail, ensure};
    use identity::linkage::{BETWEEN_CELLS, Layout, Rows};
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    use parquet::record::reader::RowIter;

    /// Reads a flat file, values as people write them.
    pub(in super::super) fn read(
        file: &Path,
        input: u16,
        rows: &mut Rows,
        layout: impl FnOnce(&[String]) -> anyhow::Result<Layout>,
    ) -> anyhow::Result<()> {
        let opened = std::fs::File::open(file).with_context(|| format!("无法读取 {}", file.display()))?;
        let reader = SerializedFileReader::new(opened).with_context(|| format!("{} 不是完好的 parquet 文件", file.display()))?;
        let schema = reader.metadata().file_metadata().schema_descr().root_schema().get_fields().to_vec();
        let header: Vec<String> = schema.iter().map(|field| field.name().to_owned()).collect();
        let layout = layout(&header)?;
        for (n, row) in RowIter::from_file_into(Box::new(reader)).enumerate() {
            let at = || format!("{} 第{}行", file.display(), n + 1);
            let row = row.with_context(at)?;
            let cells = row.get_column_iter().map(|(name, field)| match text(field) {
                Some(text) => Ok(text.trim().to_owned()),
                None => bail!("{}：列 {name} 不是单个的值", at()),
            });
            let cells = cells.collect::<anyhow::Result<Vec<String>>>()?;
            ensure!(!cells[layout.id].is_empty(), "{}：列 {} 为空，记录没有编号", at(), header[layout.id]);
            rows.records.push(input, &cells[layout.id]);
            for (column, places) in rows.columns.iter_mut().zip(&layout.columns) {
                let parts: Vec<&str> = places.iter().map(|place| cells[*place].as_str()).collect();
                column.push(&parts.join(&BETWEEN_CELLS.to_string()));
            }
            if let Some(place) = layout.kept {
                rows.kept.push(cells[place].clone());
            }
        }
        Ok(())
    }

    fn text(field: &Field) -> Option<String> {
        Some(match field {
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
            _ => return None,
        })
    }
}
