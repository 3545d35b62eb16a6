//! A document as Markdown.

use std::fmt::Write as _;

use super::table::{Column, Side, escape, markdown};
use crate::domain::document::{Block, Cell, Document, Table};

/// The document: headings begin at the second level below its title; a chart is the table of its figures.
pub fn text(document: &Document) -> String {
    // Writing to a String never fails, here and below.
    let mut text = format!("# {}\n", escape(&document.title));
    if !document.number.is_empty() {
        let _ = write!(text, "\n{}\n", escape(&document.number));
    }
    let _ = write!(text, "\n{}\n", escape(&document.subtitle));
    if !document.recipients.is_empty() {
        let _ = write!(text, "\n{}：\n", escape(&document.recipients.join("，")));
    }
    for block in &document.blocks {
        text.push('\n');
        match block {
            Block::Heading(level, heading) => {
                let marks = "#".repeat(usize::from(*level) + 1);
                let _ = writeln!(text, "{marks} {}", escape(heading));
            }
            Block::Paragraph(paragraph) => {
                let _ = writeln!(text, "{}", escape(paragraph));
            }
            Block::List(items) => {
                for item in items {
                    let _ = writeln!(text, "- {}", escape(item));
                }
            }
            Block::Table(table) => text.push_str(&rows(table)),
            Block::Chart(chart) => {
                let _ = writeln!(text, "**{}**\n", escape(&chart.name));
                text.push_str(&rows(&chart.figures()));
            }
        }
    }
    if !document.signed_by.is_empty() {
        let _ = write!(text, "\n{}\n", escape(&document.signed_by));
        if let Some(day) = document.day {
            let _ = write!(text, "\n{day}\n");
        }
    }
    text
}

fn rows(table: &Table) -> String {
    let is_figure = |at: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(at));
        !table.rows.is_empty() && cells.all(Cell::is_figure)
    };
    let columns: Vec<Column<'_>> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| Column {
            heading: &column.heading,
            side: if is_figure(at) {
                Side::Right
            } else {
                Side::Left
            },
        })
        .collect();
    let cells: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(Cell::told).collect())
        .collect();
    markdown(&columns, &cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::term::Term;
    use crate::domain::weekly::tests::{directory, sample};
    use crate::domain::weekly::{Builder, Imprint};

    #[test]
    fn the_eight_parts_and_the_appendices_of_a_full_week() {
        let imprint = Imprint {
            number: "第5期".to_owned(),
            recipients: vec!["市直各有关部门".to_owned(), "各县（市）区政府".to_owned()],
            signed_by: "市健康办".to_owned(),
            ..Imprint::default()
        };
        let week = sample("2021-02-01");
        insta::assert_snapshot!(text(&week.document("全部计划", &imprint)));
    }

    #[test]
    fn an_empty_part_says_so() {
        let directory = directory();
        let week = Term::parse("2020-W53").unwrap();
        let empty = Builder::new(week, week.last_day(), &directory).finish();
        insta::assert_snapshot!(text(&empty.document("样例计划", &Imprint::default())));
    }
}
