//! A plan as the file that a clerk can edit and `import` reads back: TOML, a task a line.

use std::fmt::Write as _;
use toml::Value;

use crate::domain::plan_file::{IndicatorEntry, MeasureEntry, PlanFile, TaskEntry};

/// The file's text.
pub fn text(file: &PlanFile) -> String {
    let mut text = String::new();
    line(&mut text, "slug", &file.slug);
    line(&mut text, "title", &file.title);
    for (key, value) in [("doc_no", &file.doc_no), ("issuer", &file.issuer)] {
        if let Some(value) = value {
            line(&mut text, key, value);
        }
    }
    for (key, day) in [
        ("issued_on", file.issued_on),
        ("period_start", file.period_start),
        ("period_end", file.period_end),
    ] {
        if let Some(day) = day {
            line(&mut text, key, &day.to_string());
        }
    }
    for it in &file.group {
        text.push_str("\n[[group]]\n");
        line(&mut text, "name", &it.name);
        let _ = writeln!(text, "members = {}", list(&it.members));
    }
    for section in &file.section {
        let _ = write!(text, "\n[[section]]\npath = {}\n", list(&section.path));
        for it in &section.measure {
            measure(&mut text, it);
        }
    }
    for it in &file.indicator {
        indicator(&mut text, it);
    }
    text
}

fn quoted(words: &str) -> String {
    Value::from(words).to_string()
}

fn list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|it| quoted(it)).collect();
    format!("[{}]", words.join(", "))
}

fn line(text: &mut String, key: &str, value: &str) {
    let _ = writeln!(text, "{key} = {}", quoted(value));
}

fn line_if(text: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        line(text, key, value);
    }
}

fn measure(text: &mut String, it: &MeasureEntry) {
    text.push_str("\n[[section.measure]]\n");
    line(text, "number", &it.number);
    line(text, "title", &it.title);
    if let Some(place) = it.line {
        let _ = writeln!(text, "line = {place}");
    }
    let _ = writeln!(text, "owners = {}", list(&it.owners));
    if !it.groups.is_empty() {
        let _ = writeln!(text, "groups = {}", list(&it.groups));
    }
    line_if(text, "note", &it.note);
    text.push_str("tasks = [\n");
    for it in &it.tasks {
        let _ = writeln!(text, "  {{ {} }},", task(it));
    }
    text.push_str("]\n");
}

fn task(it: &TaskEntry) -> String {
    let mut parts = vec![format!("title = {}", quoted(&it.title))];
    let recurrence = it.recurrence.map_or("", |it| it.code());
    for (key, value) in [
        ("target", it.target.as_str()),
        ("deadline", &it.deadline),
        ("recurrence", recurrence),
    ] {
        if !value.is_empty() {
            parts.push(format!("{key} = {}", quoted(value)));
        }
    }
    if !it.owners.is_empty() {
        parts.push(format!("owners = {}", list(&it.owners)));
    }
    if !it.note.is_empty() {
        parts.push(format!("note = {}", quoted(&it.note)));
    }
    parts.join(", ")
}

fn indicator(text: &mut String, it: &IndicatorEntry) {
    text.push_str("\n[[indicator]]\n");
    line_if(text, "domain", &it.domain);
    line(text, "name", &it.name);
    line_if(text, "unit", &it.unit);
    line_if(text, "kind", &it.kind);
    line_if(text, "direction", &it.direction);
    line_if(text, "owner", &it.owner);
    let cells = it.values.iter();
    let cells: Vec<String> = cells
        .map(|(year, cell)| format!("{} = {}", quoted(year), quoted(cell)))
        .collect();
    let _ = writeln!(text, "values = {{ {} }}", cells.join(", "));
    line_if(text, "note", &it.note);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::plan_file::SectionEntry;
    use proptest::prelude::*;

    /// Words as a clerk, or anybody, may have put them in.
    const WORDS: &str = "[甲乙丙\"\\\\'#\\[\\]={}\n\t0-9a-z “”]{0,12}";

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            words in prop::collection::vec(WORDS, 12),
            line in prop::option::of(1_usize..9_999),
        ) {
            let word = |at: usize| words[at].clone();
            let task = TaskEntry {
                title: word(0),
                target: word(1),
                deadline: word(2),
                owners: vec![word(3)],
                note: word(4),
                ..TaskEntry::default()
            };
            let measure = MeasureEntry {
                number: word(5),
                title: word(6),
                line,
                note: word(7),
                owners: vec![word(8), word(9)],
                groups: vec![word(10)],
                tasks: vec![task.clone(), TaskEntry { title: word(11), ..TaskEntry::default() }],
            };
            let indicator = IndicatorEntry {
                name: word(0),
                unit: word(1),
                values: [("2020".to_owned(), word(2))].into(),
                ..IndicatorEntry::default()
            };
            let file = PlanFile {
                slug: word(3),
                title: word(4),
                doc_no: Some(word(5)),
                section: vec![SectionEntry { path: vec![word(6)], measure: vec![measure] }],
                indicator: vec![indicator],
                ..PlanFile::default()
            };
            prop_assert_eq!(toml::from_str::<PlanFile>(&text(&file)), Ok(file));
        }
    }
}
