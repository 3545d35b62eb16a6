//! A table as a reader of a page sees it.

use std::fmt::Write as _;

use super::markup::escape;
use crate::domain::document::{Cell, Table};
use crate::text::width::width;

/// The widest that a column becomes for the sake of its figures, in Chinese characters.
const FIGURES: usize = 12;

/// How wide a table is at most that shrinks to the screen of a phone, in Chinese characters.
const PHONE: usize = 26;

/// Writes a table. Where the heading above has its name already, its caption is only read aloud.
pub fn write(page: &mut String, table: &Table, is_named: bool) {
    let name = escape(&table.name);
    let widths: Vec<usize> = (0..table.columns.len()).map(|at| room(table, at)).collect();
    let all: usize = widths.iter().sum::<usize>().max(1);
    // On a small screen a wide table scrolls before a column gets narrower than it was meant to be.
    let least = if all > PHONE {
        format!(" style=\"min-width:{}em\"", all.min(200))
    } else {
        String::new()
    };
    let _ = writeln!(
        page,
        "<div class=\"scroll\" role=\"group\" aria-label=\"表：{name}\" tabindex=\"0\"><table{least}>"
    );
    if !table.name.is_empty() {
        let class = if is_named { " class=\"unseen\"" } else { "" };
        let _ = writeln!(page, "<caption{class}>{name}</caption>");
    }
    page.push_str("<colgroup>");
    for width in &widths {
        let thousandths = width * 1000 / all;
        let _ = write!(
            page,
            "<col style=\"width:{}.{}%\">",
            thousandths / 10,
            thousandths % 10
        );
    }
    page.push_str("</colgroup>\n<thead><tr>");
    for (at, column) in table.columns.iter().enumerate() {
        let mut cells = table.rows.iter().filter_map(|row| row.get(at)).peekable();
        let is_figure = cells.peek().is_some() && cells.all(Cell::is_figure);
        let class = class(is_figure);
        let _ = write!(
            page,
            "<th scope=\"col\"{class}>{}</th>",
            escape(&column.heading)
        );
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        page.push_str("<tr>");
        for cell in row {
            let told = cell.told();
            let class = match cell.is_figure() {
                // One that is longer than its column may become is broken after all.
                true if width(&told) > FIGURES * 2 => " class=\"figure long\"",
                is_figure => class(is_figure),
            };
            let _ = write!(page, "<td{class}>{}</td>", escape(&told));
        }
        page.push_str("</tr>\n");
    }
    if table.rows.is_empty() {
        let columns = table.columns.len().max(1);
        let _ = writeln!(
            page,
            "<tr><td class=\"none\" colspan=\"{columns}\">无</td></tr>"
        );
    }
    page.push_str("</tbody></table></div>\n");
}

fn class(is_figure: bool) -> &'static str {
    if is_figure { " class=\"figure\"" } else { "" }
}

/// How wide a column is, in Chinese characters: as wide as it was meant to be, but no figure is broken; and its margins.
fn room(table: &Table, at: usize) -> usize {
    let figures = table.rows.iter().filter_map(|row| row.get(at));
    let longest = figures
        .filter(|it| it.is_figure())
        .map(|it| width(&it.told()).div_ceil(2))
        .max();
    let meant = table.columns.get(at).map_or(0, |it| usize::from(it.width));
    meant.max(longest.unwrap_or(0).min(FIGURES)).max(3) + 1
}
