//! An event in full: what was written, and what it changed, before and after side by side.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{LogPage, china_minute};
use crate::domain::day::china_day;
use crate::domain::log::Difference;
use crate::text::width::{pad, wrap};
use crate::ui::theme::Theme;
use crate::ui::widgets::lines::{labelled, wrapped};

/// The characters of a hash that are shown: enough to compare two by eye.
const SHORT: usize = 16;

/// The columns of the labels in the table: four characters and a mark.
const LABEL: usize = 10;

/// The event in so many columns.
pub fn page_lines(page: &LogPage, columns: usize, theme: Theme) -> Vec<Line<'static>> {
    let line = &page.line;
    let entry = &line.entry;
    let mut told = wrapped(
        &format!("{} {}", entry.verb().label(), line.title()),
        columns,
        theme.strong,
    );
    told.push(Line::default());
    let mut label = |label, value: &str| told.extend(labelled(label, value, columns, theme));
    label("编号", &entry.id().to_string());
    label("人员", &line.who);
    label("对象", &entry.subject());
    label("时间", &china_minute(entry.at()));
    if china_day(entry.at()) != entry.day() {
        label("计入", &entry.day().to_string());
    }
    let said = entry.said();
    if !said.is_empty() {
        label("内容", &said);
    }
    for (heading, said) in entry.report() {
        label(heading, &said);
    }
    for link in &page.links {
        told.extend(wrapped(link, columns, theme.strong));
    }
    told.push(Line::default());
    told.extend(table(&page.differences, columns, theme));
    told.push(Line::default());
    let hash: String = entry.hash.chars().take(SHORT).collect();
    told.extend(labelled("校验", &hash, columns, theme));
    told
}

/// Both sides; what changed is marked with `*`, what did not stands back.
fn table(differences: &[Difference], columns: usize, theme: Theme) -> Vec<Line<'static>> {
    let side = columns.saturating_sub(LABEL + 2) / 2;
    let row = |label: &str, before: &str, after: &str, styles: (Style, Style)| {
        Line::from(vec![
            Span::styled(pad(label, LABEL), theme.dim),
            Span::styled(pad(before, side), styles.0),
            Span::raw("  "),
            Span::styled(after.to_owned(), styles.1),
        ])
    };
    let mut told = vec![row("", "办理前", "办理后", (theme.strong, theme.strong))];
    for it in differences {
        let shown = |text: &str| {
            let text = if text.is_empty() { "-" } else { text };
            wrap(text, side)
        };
        let (before, after) = (shown(&it.before), shown(&it.after));
        let (mark, styles) = if it.is_change() {
            ("*", (Style::new(), theme.strong))
        } else {
            (" ", (theme.dim, theme.dim))
        };
        for at in 0..before.len().max(after.len()) {
            let label = if at == 0 {
                format!("{mark}{}", it.label)
            } else {
                String::new()
            };
            let part = |parts: &[String]| parts.get(at).cloned().unwrap_or_default();
            told.push(row(&label, &part(&before), &part(&after), styles));
        }
    }
    told
}
