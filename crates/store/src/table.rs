//! Rows: what a table's columns are, told once.

use crate::dialect::Dialect;
use crate::value::{Row, Value};
use crate::{Result, Tx};

/// Something that is read from the columns of a row, from the left.
pub(crate) trait Read: Sized {
    fn read(row: &Row) -> Result<Self>;
}

/// A struct with one field for every column that it reads or writes.
pub(crate) trait Table: Read {
    const TABLE: &'static str;
    const COLUMNS: &'static [&'static str];
    fn values<'a>(&'a self, into: &mut Vec<Value<'a>>);
}

/// Declares a plain struct whose fields are columns of a table.
macro_rules! table {
    ($(#[$meta:meta])* $vis:vis $name:ident of $table:literal { $($(#[$fmeta:meta])* $field:ident: $type:ty,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $name { $($(#[$fmeta])* $vis $field: $type,)+ }

        impl $crate::table::Read for $name {
            #[expect(unused_assignments, reason = "the position after the last column is not read")]
            fn read(row: &$crate::value::Row) -> $crate::Result<Self> {
                let mut at = 0;
                $(let $field = row.get::<$type>(at)?; at += 1;)+
                Ok(Self { $($field),+ })
            }
        }

        impl $crate::table::Table for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];

            fn values<'a>(&'a self, into: &mut Vec<$crate::value::Value<'a>>) {
                use $crate::value::Column as _;
                into.extend([$(self.$field.encode()),+]);
            }
        }
    };
}
pub(crate) use table;

/// Bound parameters, in the order of `$1`, `$2`…
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::value::Bind::bind(&$value)),*] };
}
pub(crate) use args;

macro_rules! read_tuple {
    ($($name:ident $index:tt),+) => {
        impl<$($name: crate::value::Column),+> Read for ($($name,)+) {
            fn read(row: &Row) -> Result<Self> {
                Ok(($(row.get::<$name>($index)?,)+))
            }
        }
    };
}
read_tuple!(A 0);
read_tuple!(A 0, B 1);
read_tuple!(A 0, B 1, C 2);
read_tuple!(A 0, B 1, C 2, D 3);
read_tuple!(A 0, B 1, C 2, D 3, E 4);

/// Parameters of one statement: below the limits of both databases (32,766 and 65,535), and few enough that
/// preparing the statement costs less than the round trips it saves.
const PARAMETERS_LIMIT: usize = 4_000;

/// Rows from which a bulk message is worth its while: a copy of two rows waits some forty milliseconds for an acknowledgement that the
/// kernel delays.
const BULK_ROWS: usize = 32;

/// `select` of all columns of a row struct, followed by `rest` (`where … order by …`).
pub(crate) fn select<T: Table>(rest: &str) -> String {
    format!("select {} from {} {rest}", T::COLUMNS.join(", "), T::TABLE)
}

/// The columns of a row struct under an alias, for joins.
pub(crate) fn columns_of<T: Table>(alias: &str) -> String {
    T::COLUMNS.iter().map(|column| format!("{alias}.{column}")).collect::<Vec<_>>().join(", ")
}

/// Writes rows with as few statements as the databases take; `tail` is an `on conflict` clause or empty.
pub(crate) async fn insert_all<T: Table>(tx: &mut Tx, rows: &[T], tail: &str) -> Result<u64> {
    if rows.len() >= BULK_ROWS && tx.dialect().takes_bulk {
        return insert_bulk(tx, rows, tail).await;
    }
    // The row counts of statements are powers of two, so that few texts are prepared and all are reused.
    let most = (PARAMETERS_LIMIT / T::COLUMNS.len()).max(1);
    let mut size = 1_usize << most.ilog2();
    let mut rest = rows;
    let mut changed = 0;
    while !rest.is_empty() {
        while size > rest.len() {
            size /= 2;
        }
        let (head, after) = rest.split_at(size);
        let mut values = Vec::with_capacity(size * T::COLUMNS.len());
        for row in head {
            row.values(&mut values);
        }
        let sql =
            format!("insert into {} ({}) values {} {tail}", T::TABLE, T::COLUMNS.join(", "), tuples(tx.dialect(), size, T::COLUMNS.len()));
        changed += tx.execute_built(sql, &values).await?;
        rest = after;
    }
    Ok(changed)
}

/// One round trip, however many rows there are: copied, or where a row may be there already, as one array for each column.
async fn insert_bulk<T: Table>(tx: &mut Tx, rows: &[T], tail: &str) -> Result<u64> {
    let mut values = Vec::with_capacity(rows.len() * T::COLUMNS.len());
    for row in rows {
        row.values(&mut values);
    }
    let (table, columns) = (T::TABLE, T::COLUMNS.join(", "));
    if tail.is_empty() {
        let sql = format!("copy {table} ({columns}) from stdin (format binary)");
        return tx.copy(sql, &values, T::COLUMNS.len()).await;
    }
    let types = values.iter().take(T::COLUMNS.len()).enumerate();
    let arrays: Vec<String> = types.map(|(at, value)| format!("${}::{}[]", at + 1, value.postgres_type())).collect();
    let sql = format!("insert into {table} ({columns}) select * from unnest({}) {tail}", arrays.join(", "));
    tx.execute_arrays(sql, &values, T::COLUMNS.len()).await
}

/// Writes one row.
pub(crate) async fn insert<T: Table + Sync>(tx: &mut Tx, row: &T) -> Result<()> {
    insert_all(tx, std::slice::from_ref(row), "").await.map(|_| ())
}

/// `($1, $2), ($3, $4)` for two rows of two columns, or the same with `?`.
pub(crate) fn tuples(dialect: &Dialect, rows: usize, columns: usize) -> String {
    use std::fmt::Write as _;
    let mut sql = String::with_capacity(rows * columns * 7);
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns {
            sql.push_str(if column == 0 { "" } else { ", " });
            if dialect.anonymous_parameters {
                sql.push('?');
            } else {
                // Writing into a String cannot fail.
                let _ = write!(sql, "${}", row * columns + column + 1);
            }
        }
        sql.push(')');
    }
    sql
}

/// Placeholders for `in (…)` and its parameters: the list is padded with its last value up to a power of two, so
/// that lists of all lengths share a few prepared statements. `first` is the number of the first placeholder.
/// An empty list gives `null`, which nothing equals.
pub(crate) fn in_list<'a>(first: usize, values: &mut Vec<Value<'a>>, list: impl IntoIterator<Item = Value<'a>>) -> String {
    let before = values.len();
    values.extend(list);
    let Some(last) = values[before..].last().cloned() else { return "null".to_owned() };
    let padded = (values.len() - before).next_power_of_two();
    values.resize(before + padded, last);
    (first..first + padded).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// Ids handled by one statement with an `in (…)`.
pub(crate) const IN_LIMIT: usize = 1_024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders() {
        assert_eq!(tuples(&crate::dialect::POSTGRES, 2, 3), "($1, $2, $3), ($4, $5, $6)");
        assert_eq!(tuples(&crate::dialect::SQLITE, 2, 3), "(?, ?, ?), (?, ?, ?)");
        let mut values = vec![Value::Int(Some(0))];
        assert_eq!(in_list(2, &mut values, [1, 2, 3].map(|id| Value::Int(Some(id)))), "$2, $3, $4, $5");
        assert_eq!(values.len(), 5);
        assert_eq!(in_list(6, &mut values, []), "null");
    }
}
