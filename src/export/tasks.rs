//! Tasks as a listing gives them: table, JSON, CSV.

use std::fmt::Write as _;

use super::table::{Column, Side, plain, spreadsheet};
use crate::domain::listing::{TaskEntry, TaskSheet};
use crate::domain::plan::numbered;
use crate::domain::recurrence::Recurrence;

const COLUMNS: [Column; 8] = [
    Column {
        heading: "编号",
        side: Side::Right,
    },
    Column {
        heading: "灯",
        side: Side::Left,
    },
    Column {
        heading: "逾期天数",
        side: Side::Right,
    },
    Column {
        heading: "状态",
        side: Side::Left,
    },
    Column {
        heading: "进度",
        side: Side::Right,
    },
    Column {
        heading: "牵头",
        side: Side::Left,
    },
    Column {
        heading: "时限",
        side: Side::Left,
    },
    Column {
        heading: "任务",
        side: Side::Left,
    },
];

/// The table for a terminal.
pub fn table(entries: &[TaskEntry]) -> String {
    if entries.is_empty() {
        return "没有符合条件的任务。\n".to_owned();
    }
    let rows: Vec<Vec<String>> = entries
        .iter()
        .map(|entry| {
            vec![
                entry.id.to_string(),
                entry.light.to_owned(),
                if entry.days_overdue > 0 {
                    entry.days_overdue.to_string()
                } else {
                    String::new()
                },
                entry.status.label().to_owned(),
                format!("{}%", entry.percent),
                entry.lead.clone().unwrap_or_else(|| "—".to_owned()),
                entry.deadline_label(),
                entry.title.clone(),
            ]
        })
        .collect();
    plain(&COLUMNS, &rows)
}

/// The JSON array of the contract.
pub fn json(entries: &[TaskEntry]) -> String {
    let mut text = serde_json::to_string_pretty(entries).unwrap_or_default();
    text.push('\n');
    text
}

/// CSV with a byte order mark, as Excel and WPS want it; no cell can become a formula.
pub fn csv(entries: &[TaskEntry]) -> String {
    let headings = [
        "编号",
        "计划",
        "章节",
        "措施",
        "任务",
        "目标值",
        "牵头单位",
        "印发时牵头单位",
        "配合单位",
        "状态",
        "灯",
        "逾期天数",
        "完成百分比",
        "完成时限(原文)",
        "最后期限",
        "周期",
    ];
    spreadsheet(&headings, entries.iter().map(|entry| cells(entry).to_vec()))
}

fn cells(entry: &TaskEntry) -> [String; 16] {
    let deadline = entry.deadline.as_ref();
    [
        entry.id.to_string(),
        entry.plan.title.clone(),
        entry.section.clone(),
        format!("{}.{}", entry.measure.number, entry.measure.title),
        entry.title.clone(),
        entry.target.clone(),
        entry.lead.clone().unwrap_or_default(),
        entry.lead_printed.clone().unwrap_or_default(),
        entry.support.join("、"),
        entry.status.label().to_owned(),
        entry.light.to_owned(),
        entry.days_overdue.to_string(),
        entry.percent.to_string(),
        deadline.map_or_else(String::new, |it| it.phrase.clone()),
        deadline
            .and_then(|it| it.last_day)
            .map_or_else(String::new, |day| day.to_string()),
        entry.recurrence.map_or("", Recurrence::label).to_owned(),
    ]
}

/// A task with its record, as JSON.
pub fn sheet_json(sheet: &TaskSheet) -> String {
    let mut text = serde_json::to_string_pretty(sheet).unwrap_or_default();
    text.push('\n');
    text
}

/// A task with its record, for a terminal.
pub fn sheet(sheet: &TaskSheet) -> String {
    let entry = &sheet.entry;
    let late = if entry.days_overdue > 0 {
        format!("，逾期 {} 天", entry.days_overdue)
    } else {
        String::new()
    };
    let dash = |text: &str| {
        if text.is_empty() {
            "—".to_owned()
        } else {
            text.to_owned()
        }
    };
    let lead = entry.lead.as_deref().unwrap_or("—");
    let printed = match entry.lead_printed.as_deref() {
        Some(printed) if printed != lead => format!("（原文：{printed}）"),
        _ => String::new(),
    };
    let mut at_measure = numbered(&entry.measure.number, &entry.measure.title);
    if entry.measure.line > 0 {
        let _ = write!(at_measure, "（计划第{}行）", entry.measure.line);
    }
    let mut text = format!(
        "{} {}\n计划  {}（{}）\n措施  {} › {}\n状态  {} {}%  灯 {}{late}\n牵头  {lead}{printed}\n配合  {}\n目标  {}\n时限  {}\n",
        entry.id,
        entry.title,
        entry.plan.title,
        entry.plan.slug,
        entry.section,
        at_measure,
        entry.status.label(),
        entry.percent,
        entry.light,
        dash(&entry.support.join("、")),
        dash(&entry.target),
        deadline_line(entry),
    );
    if let Some(recurrence) = entry.recurrence {
        let _ = writeln!(text, "周期  {}", recurrence.label());
    }
    if let Some(it) = &entry.occurrence {
        let _ = writeln!(
            text,
            "周期  第 {} 项周期任务的一期（{}）",
            it.duty, it.period
        );
    }
    for (heading, value) in &sheet.stood {
        let _ = writeln!(text, "{heading}  {value}");
    }
    for row in &sheet.occurrences {
        let _ = writeln!(text, "一期  {}", row.told());
    }
    for line in &sheet.parts {
        let _ = writeln!(text, "配合  {line}");
    }
    if !sheet.note.is_empty() {
        let _ = writeln!(text, "附注  {}", sheet.note);
    }
    for line in &sheet.members {
        let _ = writeln!(text, "成员  {line}");
    }
    for line in &sheet.extensions {
        let _ = writeln!(text, "延期  {line}");
    }
    for advised in &sheet.suggestions {
        let _ = writeln!(text, "建议  {}（{}）", advised.name, advised.reason);
    }
    if !sheet.quote.is_empty() {
        let _ = writeln!(text, "原文  {}", sheet.quote);
    }
    text.push_str("经过\n");
    text.push_str(&history(sheet));
    text
}

/// A task's record, one act a line, the oldest first.
pub fn history(sheet: &TaskSheet) -> String {
    let lines = sheet.events.iter().map(|event| {
        let text = if event.text.is_empty() {
            String::new()
        } else {
            format!("：{}", event.text.replace('\n', " "))
        };
        format!(
            "  {}  {}  {}（{} {}%）{text}\n",
            event.day,
            event.actor,
            event.label,
            event.status.label(),
            event.percent
        )
    });
    lines.collect()
}

fn deadline_line(entry: &TaskEntry) -> String {
    let Some(deadline) = &entry.deadline else {
        return "—".to_owned();
    };
    let day = deadline
        .last_day
        .map_or_else(|| "无期限".to_owned(), |day| day.to_string());
    let mut line = match (deadline.inherited, deadline.phrase.as_str()) {
        (true, _) if deadline.first_last_day == deadline.last_day => format!("{day}（随计划）"),
        (true, _) => day,
        (false, phrase) => format!("{phrase} → {day}"),
    };
    if deadline.first_last_day != deadline.last_day
        && let Some(first) = deadline.first_last_day
    {
        let _ = write!(line, "（原定 {first}）");
    }
    if let Some(asked) = deadline.asked {
        let _ = write!(line, "，申请延至 {asked}，待批");
    }
    if deadline.confirm {
        line.push_str("（请确认）");
    }
    line
}
