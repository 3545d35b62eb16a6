//! Domain values as SQL values and back.

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, Type, ValueRef};

use crate::domain::id::{
    ChangeId, DepartmentId, DispatchId, EditionId, EventId, IndicatorId, MeasureId, PlanId,
    SectionId, TaskId, ViewId,
};

macro_rules! id_in_sql {
    ($($name:ident),*) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                i64::column_result(value).map($name)
            }
        }
    )*};
}

id_in_sql!(
    ChangeId,
    DispatchId,
    IndicatorId,
    DepartmentId,
    EditionId,
    EventId,
    MeasureId,
    PlanId,
    SectionId,
    TaskId,
    ViewId
);

/// Reads a column that holds one of a closed set of words.
pub fn word<T>(row: &Row<'_>, column: &str, find: fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    find(&text).ok_or_else(|| unknown(&text))
}

/// Like [`word`], for a column that may be empty.
pub fn optional_word<T>(
    row: &Row<'_>,
    column: &str,
    find: fn(&str) -> Option<T>,
) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| find(&text).ok_or_else(|| unknown(&text)))
        .transpose()
}

/// Reads an instant.
pub fn instant(row: &Row<'_>, column: &str) -> rusqlite::Result<DateTime<Utc>> {
    let text: String = row.get(column)?;
    DateTime::parse_from_rfc3339(&text)
        .map(|it| it.to_utc())
        .map_err(|_| unknown(&text))
}

/// Reads a JSON column.
pub fn json<T: serde::de::DeserializeOwned>(text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(|_| unknown(text))
}

/// An instant as it is stored: UTC, RFC 3339, milliseconds.
pub fn instant_text(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn unknown(text: &str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, format!("无法识别「{text}」").into())
}
