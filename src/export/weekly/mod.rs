//! The weekly summary as Markdown and JSON.

use chrono::{Datelike, NaiveDate};
use std::fmt::Write as _;

use super::table::{Column, Side, escape, markdown};
use crate::domain::day::weekday_label;
use crate::domain::weekly::{Group, Headline, Line, Noted, Said, Standing, Urge, Weekly};

/// The summary as JSON, the field names of [`Weekly`].
pub fn json(weekly: &Weekly) -> String {
    let mut text = serde_json::to_string_pretty(weekly).unwrap_or_default();
    text.push('\n');
    text
}

/// The summary as Markdown: a title and the eight parts; an empty part says so.
pub fn document(weekly: &Weekly, scope: &str) -> String {
    let mut text = format!(
        "# 督办周报 {}\n\n{}（{}）至 {}（{}），{scope}。截至 {}。\n",
        weekly.week,
        long(weekly.first_day),
        weekday_label(weekly.first_day),
        long(weekly.last_day),
        weekday_label(weekly.last_day),
        long(weekly.as_of),
    );
    headline(&mut text, weekly);
    work(&mut text, weekly);
    overdue(&mut text, weekly);
    due(&mut text, weekly);
    decisions(&mut text, weekly);
    silent(&mut text, weekly);
    departments(&mut text, &weekly.departments);
    readings(&mut text, &weekly.readings);
    text
}

fn readings(text: &mut String, noted: &[Noted]) {
    part(text, "八、指标新读数");
    if noted.is_empty() {
        none(text, "本周没有新的指标读数。");
        return;
    }
    let _ = writeln!(text, "本周登记指标数据 {} 项：\n", noted.len());
    for it in noted {
        let _ = writeln!(
            text,
            "- {} {}（{}）：{}年 {}{}，来源：{}",
            it.day,
            escape(&it.name),
            escape(&it.plan),
            it.year,
            it.value,
            escape(&it.unit),
            escape(&it.source)
        );
    }
}

fn long(day: chrono::NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

fn part(text: &mut String, heading: &str) {
    // Writing to a String never fails, here and below.
    let _ = write!(text, "\n## {heading}\n\n");
}

fn none(text: &mut String, sentence: &str) {
    let _ = writeln!(text, "{sentence}");
}

/// A row of the headline: its name, and which count it shows.
type Figure = (&'static str, fn(&Headline) -> usize);

fn headline(text: &mut String, weekly: &Weekly) {
    part(text, "一、总体情况");
    let columns = [
        Column {
            heading: "项目",
            side: Side::Left,
        },
        Column {
            heading: "本周",
            side: Side::Right,
        },
        Column {
            heading: "上周",
            side: Side::Right,
        },
        Column {
            heading: "增减",
            side: Side::Right,
        },
    ];
    let figures: [Figure; 5] = [
        ("督办任务（含已办结）", |it| it.in_force),
        ("已办结", |it| it.done),
        ("办理中", |it| it.in_progress),
        ("逾期", |it| it.overdue),
        ("30天内到期", |it| it.due_30),
    ];
    let rows: Vec<Vec<String>> = figures
        .iter()
        .map(|(name, figure)| {
            let (now, before) = (figure(&weekly.headline), figure(&weekly.headline_before));
            vec![
                (*name).to_owned(),
                now.to_string(),
                before.to_string(),
                change(now, before),
            ]
        })
        .collect();
    text.push_str(&markdown(&columns, &rows));
}

fn change(now: usize, before: usize) -> String {
    match now.cmp(&before) {
        std::cmp::Ordering::Greater => format!("+{}", now - before),
        std::cmp::Ordering::Equal => "0".to_owned(),
        std::cmp::Ordering::Less => format!("-{}", before - now),
    }
}

fn work(text: &mut String, weekly: &Weekly) {
    part(text, "二、本周办结和进展");
    if weekly.finished.is_empty() {
        none(text, "本周没有办结的任务。");
    } else {
        let _ = writeln!(text, "本周办结 {} 项：\n", weekly.finished.len());
        for line in &weekly.finished {
            let late = match line.days_past {
                Some(days) if days > 0 => format!("，逾期 {days} 天办结"),
                _ => String::new(),
            };
            let _ = writeln!(text, "- {}（{}{late}）", named(line), escape(&line.lead));
        }
    }
    text.push('\n');
    if weekly.reported.is_empty() {
        none(text, "本周没有收到进展反馈。");
        return;
    }
    let count: usize = weekly.reported.iter().map(|group| group.lines.len()).sum();
    let _ = writeln!(text, "本周收到进展反馈 {count} 条：");
    for Group { department, lines } in &weekly.reported {
        let _ = writeln!(text, "\n**{}**\n", escape(department));
        for Said {
            task,
            day,
            percent,
            text: said,
            problems,
            next,
        } in lines
        {
            let mut said = said.clone();
            for (heading, more) in [("存在问题", problems), ("下一步", next)] {
                if !more.is_empty() {
                    let end = if said.ends_with(['。', '；', '！', '？']) {
                        ""
                    } else {
                        "；"
                    };
                    said = format!("{said}{end}{heading}：{more}");
                }
            }
            let _ = writeln!(
                text,
                "- {day} {}：{percent}%，{}",
                named(task),
                escape(&said)
            );
        }
    }
}

fn overdue(text: &mut String, weekly: &Weekly) {
    part(text, "三、逾期");
    if weekly.newly_overdue.is_empty() {
        none(text, "本周没有新增逾期任务。");
    } else {
        let _ = writeln!(text, "本周新增逾期 {} 项：\n", weekly.newly_overdue.len());
        tasks(text, &weekly.newly_overdue);
    }
    text.push('\n');
    if weekly.overdue.is_empty() {
        none(text, "目前没有逾期任务。");
        return;
    }
    let count: usize = weekly.overdue.iter().map(|group| group.lines.len()).sum();
    let _ = writeln!(text, "全部逾期 {count} 项，按部门：");
    for Group { department, lines } in &weekly.overdue {
        let _ = writeln!(text, "\n**{}**（{} 项）\n", escape(department), lines.len());
        for line in lines {
            let _ = writeln!(
                text,
                "- {}（{}{}）",
                named(line),
                deadline(line),
                days(line)
            );
        }
    }
}

fn due(text: &mut String, weekly: &Weekly) {
    part(text, "四、即将到期");
    for (span, lines) in [("7天内", &weekly.due_7), ("8至30天内", &weekly.due_30)] {
        if lines.is_empty() {
            let _ = writeln!(text, "{span}没有到期的任务。\n");
        } else {
            let _ = writeln!(text, "{span}到期 {} 项：\n", lines.len());
            tasks(text, lines);
            text.push('\n');
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
}

fn decisions(text: &mut String, weekly: &Weekly) {
    part(text, "五、延期、调整和催办");
    extensions(text, weekly);
    let urges = &weekly.urges;
    if urges.is_empty() {
        none(text, "本周没有催办。");
        return;
    }
    let open = urges.iter().filter(|it| !it.answered).count();
    let _ = writeln!(text, "本周催办 {} 次，{open} 次尚未回应：\n", urges.len());
    for Urge {
        task,
        day,
        answered,
    } in urges
    {
        let answer = if *answered { "已回应" } else { "未回应" };
        let _ = writeln!(
            text,
            "- {day} {}（{}，{answer}）",
            named(task),
            escape(&task.lead)
        );
    }
}

/// Extensions decided, those that wait, and revisions; one sentence where there is none.
fn extensions(text: &mut String, weekly: &Weekly) {
    let (decided, asked, revised) = (&weekly.extensions, &weekly.asked, &weekly.revisions);
    if decided.is_empty() && asked.is_empty() && revised.is_empty() {
        none(text, "本周没有办理延期和调整。\n");
        return;
    }
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "—".to_owned(), |it| it.to_string());
    let told = |label: &str, words: &str| match words {
        "" => String::new(),
        words => format!("；{label}：{}", escape(words)),
    };
    if !decided.is_empty() {
        let _ = writeln!(text, "本周批复延期 {} 项：\n", decided.len());
    }
    for it in decided {
        let verdict = if it.granted { "准予" } else { "不予" };
        let late = if it.late { "，逾期后申请" } else { "" };
        let _ = writeln!(
            text,
            "- {} {verdict} {}（{}，由 {} 延至 {}{late}）{}{}",
            it.day,
            named(&it.task),
            escape(&it.task.lead),
            day(it.from),
            day(it.to),
            told("理由", &it.reason),
            told("批复", &it.opinion),
        );
    }
    if !decided.is_empty() {
        text.push('\n');
    }
    if !asked.is_empty() {
        let _ = writeln!(text, "待批延期 {} 项：\n", asked.len());
    }
    for it in asked {
        let _ = writeln!(
            text,
            "- {} {}（{}，申请延至 {}）{}",
            it.day,
            named(&it.task),
            escape(&it.task.lead),
            it.to,
            told("理由", &it.reason),
        );
    }
    if !asked.is_empty() {
        text.push('\n');
    }
    if !revised.is_empty() {
        let _ = writeln!(text, "本周调整 {} 项：\n", revised.len());
    }
    for it in revised {
        let (day, lead) = (it.day, escape(&it.task.lead));
        let basis = told("依据", &it.basis);
        let _ = writeln!(text, "- {day} {}（{lead}）{basis}", named(&it.task));
    }
    if !revised.is_empty() {
        text.push('\n');
    }
}

fn silent(text: &mut String, weekly: &Weekly) {
    part(text, "六、零反馈部门");
    if weekly.silent.is_empty() {
        none(text, "有在办任务的部门本周都有反馈。");
        return;
    }
    let _ = writeln!(
        text,
        "下列 {} 个部门有在办任务，本周没有反馈：\n",
        weekly.silent.len()
    );
    for row in &weekly.silent {
        let _ = writeln!(
            text,
            "- {}（在办 {} 项）",
            escape(&row.department),
            row.open
        );
    }
}

fn departments(text: &mut String, rows: &[Standing]) {
    part(text, "七、部门办理情况");
    if rows.is_empty() {
        none(text, "还没有交办到部门的任务。");
        return;
    }
    let right = |heading| Column {
        heading,
        side: Side::Right,
    };
    let columns = [
        right("名次"),
        Column {
            heading: "部门",
            side: Side::Left,
        },
        right("牵头"),
        right("已办结"),
        right("办结率"),
        right("按时办结率"),
        right("逾期"),
        right("本周反馈"),
    ];
    let rate = |rate: Option<usize>| rate.map_or_else(|| "—".to_owned(), |rate| format!("{rate}%"));
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                row.rank.to_string(),
                row.department.clone(),
                row.owned.to_string(),
                row.done.to_string(),
                rate(row.done_rate),
                rate(row.on_time_rate),
                row.overdue.to_string(),
                row.reports.to_string(),
            ]
        })
        .collect();
    text.push_str(&markdown(&columns, &cells));
    none(
        text,
        "\n办结率＝已办结÷牵头；按时办结率＝按时办结÷（已办结＋逾期未办结）。按办结率排名，相同者逾期少的在前。",
    );
}

fn tasks(text: &mut String, lines: &[Line]) {
    for line in lines {
        let _ = writeln!(
            text,
            "- {}（{}，{}{}）",
            named(line),
            escape(&line.lead),
            deadline(line),
            days(line)
        );
    }
}

fn named(line: &Line) -> String {
    format!("{}〔{}〕", escape(&line.title), line.id)
}

fn deadline(line: &Line) -> String {
    match (line.last_day, line.phrase.as_str()) {
        (Some(day), "") => format!("随计划 {day}"),
        (Some(day), phrase) => format!("{} {day}", escape(phrase)),
        (None, phrase) => escape(phrase),
    }
}

fn days(line: &Line) -> String {
    match line.days_past {
        Some(0) => "，今日到期".to_owned(),
        Some(days) if days > 0 => format!("，逾期 {days} 天"),
        Some(days) => format!("，还有 {} 天", -days),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests;
