//! The tables of a document as comma-separated values.

use super::table::unformula;
use crate::domain::document::{Block, Cell, Document, Table};

/// The tables and the figures of the charts one after the other, an empty line between: a name, a header, the rows. A
/// byte order mark comes first, as Excel and WPS want it; no text can become a formula, and a figure stays a figure.
pub fn text(document: &Document) -> String {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(lines(table)),
        Block::Chart(chart) => Some(lines(&chart.figures())),
        _ => None,
    });
    let tables: Vec<String> = tables.collect();
    format!("\u{feff}{}", tables.join("\r\n"))
}

/// The rows of the first table alone under their headings, for a program as much as for a person.
pub fn rows(document: &Document) -> String {
    let mut tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let lines = tables.next().map(|it| written(it, None));
    format!("\u{feff}{}", lines.unwrap_or_default())
}

fn lines(table: &Table) -> String {
    written(table, Some(&table.name))
}

fn written(table: &Table, name: Option<&str>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    // Writing to a Vec never fails.
    if let Some(name) = name {
        drop(writer.write_record([unformula(name)]));
    }
    drop(writer.write_record(table.columns.iter().map(|it| unformula(&it.heading))));
    for row in &table.rows {
        drop(writer.write_record(row.iter().map(told)));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn told(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => unformula(text),
        figure => figure.told(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::document::Chart;

    #[test]
    fn tables_follow_each_other_with_their_names() {
        let mut table = Table::new(
            "逾期事项",
            &[("任务", 20), ("=数", 4), ("率", 4), ("期限", 6)],
        );
        table.rows = vec![
            vec![
                "甲,“乙”\n\"丙\"".into(),
                Cell::Count(-3),
                Cell::Percent(Some(65)),
                Cell::Day(chrono::NaiveDate::from_ymd_opt(2020, 12, 7)),
            ],
            vec![
                "=1+1".into(),
                Cell::Number(-0.5),
                Cell::Percent(None),
                Cell::Day(None),
            ],
            vec!["－甲".into(), Cell::Text("+1".to_owned())],
        ];
        let document = Document {
            title: "周报".to_owned(),
            blocks: vec![
                Block::Paragraph("不在表里".to_owned()),
                Block::Table(table),
                Block::Chart(Chart {
                    name: "@图".to_owned(),
                    kinds: vec!["红".to_owned(), "黄".to_owned()],
                    bars: vec![("市教育局".to_owned(), vec![1.0, 2.5])],
                    is_course: false,
                }),
            ],
            ..Document::default()
        };
        let lines = [
            "\u{feff}逾期事项",
            "任务,'=数,率,期限",
            "\"甲,“乙”\n\"\"丙\"\"\",-3,65%,2020-12-07",
            "'=1+1,-0.5,—,—",
            "'－甲,'+1",
            "",
            "'@图",
            "项目,红,黄",
            "市教育局,1,2.5",
            "",
        ];
        assert_eq!(text(&document), lines.join("\r\n"));
        assert_eq!(text(&Document::default()), "\u{feff}");
        let alone = [&["\u{feff}任务,'=数,率,期限"], &lines[2..5], &[""]].concat();
        assert_eq!(rows(&document), alone.join("\r\n"));
    }
}
