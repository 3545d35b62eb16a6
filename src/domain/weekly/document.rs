//! The weekly summary as a document: eight parts and three appendices, the same for every renderer.

use chrono::{Datelike, NaiveDate};

use super::{Asked, Flow, Group, Headline, Line, Moved, Said, Weekly, charts};
use crate::domain::day::weekday_label;
use crate::domain::document::{Block, Cell, Chart, Document, Table};
use crate::domain::term::Pace;

/// What the issuer says of a summary: nothing of it changes a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imprint {
    /// Another title than the usual one; empty for that.
    pub title: String,
    /// 期号 or 文号; empty without one.
    pub number: String,
    /// To whom it goes.
    pub recipients: Vec<String>,
    /// Who signs it; empty for nobody.
    pub signed_by: String,
}

impl Weekly {
    /// What it is called unless somebody says otherwise: 2020年第52周督办周报.
    pub fn usual_title(&self) -> String {
        let pace = self.term.pace();
        match pace {
            Pace::Days => format!("{}（{}）", pace.paper(), self.term.label()),
            _ => format!("{}{}", self.term.label(), pace.paper()),
        }
    }

    /// What its issuer calls it.
    pub fn title(&self, imprint: &Imprint) -> String {
        if imprint.title.is_empty() {
            self.usual_title()
        } else {
            imprint.title.clone()
        }
    }

    /// The document, on one plan or all, as `scope` says.
    pub fn document(&self, scope: &str, imprint: &Imprint) -> Document {
        let mut document = Document {
            title: self.title(imprint),
            number: imprint.number.clone(),
            subtitle: format!(
                "{}（{}）至 {}（{}），{scope}。截至 {}。",
                long(self.first_day),
                weekday_label(self.first_day),
                long(self.last_day),
                weekday_label(self.last_day),
                long(self.as_of),
            ),
            recipients: imprint.recipients.clone(),
            signed_by: imprint.signed_by.clone(),
            day: Some(self.as_of),
            blocks: Vec::new(),
        };
        let mut page = Page(&mut document.blocks, self.term.pace().this());
        page.headline(self);
        page.work(self);
        page.overdue(self);
        page.due(self);
        page.decisions(self);
        page.silent(self);
        page.departments(self);
        page.readings(self);
        page.appendices(self);
        document
    }
}

fn long(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// A row of the headline: its name, and which count it shows.
type Figure = (&'static str, fn(&Headline) -> usize);

const FIGURES: [Figure; 5] = [
    ("督办任务（含已办结）", |it| it.in_force),
    ("已办结", |it| it.done),
    ("办理中", |it| it.in_progress),
    ("逾期", |it| it.overdue),
    ("30天内到期", |it| it.due_30),
];

/// A row of what happened: its name, and which count it shows.
type Happening = (&'static str, fn(&Flow) -> usize);

const FLOWS: [Happening; 4] = [
    ("办结", |it| it.finished),
    ("新增逾期", |it| it.newly_overdue),
    ("进展反馈", |it| it.reports),
    ("催办", |it| it.urges),
];

/// The blocks so far, and what the term is called in a sentence (本周).
struct Page<'a>(&'a mut Vec<Block>, &'static str);

impl Page<'_> {
    fn part(&mut self, heading: impl Into<String>) {
        self.0.push(Block::Heading(1, heading.into()));
    }

    fn group(&mut self, heading: impl Into<String>) {
        self.0.push(Block::Heading(2, heading.into()));
    }

    fn say(&mut self, sentence: impl Into<String>) {
        self.0.push(Block::Paragraph(sentence.into()));
    }

    /// What one list holds, and the list; nothing where it is empty.
    fn list(&mut self, sentence: String, items: Vec<String>) {
        if !items.is_empty() {
            self.say(sentence);
            self.0.push(Block::List(items));
        }
    }

    fn table(&mut self, table: Table) {
        self.0.push(Block::Table(table));
    }

    fn headline(&mut self, weekly: &Weekly) {
        self.part("一、总体情况");
        let pace = weekly.term.pace();
        let columns = [
            ("项目", 10),
            (pace.this(), 4),
            (pace.before(), 4),
            ("增减", 4),
        ];
        let mut table = Table::new("总体情况", &columns);
        let mut row = |name: String, now: usize, before: usize| {
            let change = Cell::change(now, before);
            table
                .rows
                .push(vec![Cell::Text(name), now.into(), before.into(), change]);
        };
        for (name, figure) in FIGURES {
            let (now, before) = (&weekly.headline, &weekly.headline_before);
            row(name.to_owned(), figure(now), figure(before));
        }
        for (name, figure) in FLOWS {
            let (now, before) = (&weekly.flow, &weekly.flow_before);
            row(format!("期内{name}"), figure(now), figure(before));
        }
        self.table(table);
        self.chart(charts::course(weekly));
    }

    fn chart(&mut self, chart: Option<Chart>) {
        self.0.extend(chart.map(Block::Chart));
    }

    fn work(&mut self, weekly: &Weekly) {
        self.part(format!("二、{}办结和进展", self.1));
        let finished = &weekly.finished;
        if finished.is_empty() {
            self.say(format!("{}没有办结的任务。", self.1));
        }
        let told = finished.iter().map(|line| {
            let late = match line.days_past {
                Some(days) if days > 0 => format!("，逾期 {days} 天办结"),
                _ => String::new(),
            };
            format!("{}（{}{late}）", named(line), line.lead)
        });
        let heading = format!("{}办结 {} 项：", self.1, finished.len());
        self.list(heading, told.collect());
        if weekly.reported.is_empty() {
            self.say(format!("{}没有收到进展反馈。", self.1));
            return;
        }
        let count: usize = weekly.reported.iter().map(|it| it.lines.len()).sum();
        self.say(format!("{}收到进展反馈 {count} 条：", self.1));
        for Group { department, lines } in &weekly.reported {
            self.group(department);
            self.0
                .push(Block::List(lines.iter().map(reported).collect()));
        }
    }

    fn overdue(&mut self, weekly: &Weekly) {
        self.part("三、逾期");
        if weekly.newly_overdue.is_empty() {
            self.say(format!("{}没有新增逾期任务。", self.1));
        }
        self.list(
            format!("{}新增逾期 {} 项：", self.1, weekly.newly_overdue.len()),
            weekly.newly_overdue.iter().map(task).collect(),
        );
        if weekly.overdue.is_empty() {
            self.say("目前没有逾期任务。");
            return;
        }
        let count: usize = weekly.overdue.iter().map(|it| it.lines.len()).sum();
        self.say(format!("全部逾期 {count} 项，按部门："));
        self.chart(charts::ageing(weekly));
        for Group { department, lines } in &weekly.overdue {
            self.group(format!("{department}（{} 项）", lines.len()));
            let told = lines.iter().map(|line| {
                let (named, due, days) = (named(line), deadline(line), days(line));
                format!("{named}（{due}{days}）")
            });
            self.0.push(Block::List(told.collect()));
        }
    }

    fn due(&mut self, weekly: &Weekly) {
        self.part("四、即将到期");
        for (term, lines) in [("7天内", &weekly.due_7), ("8至30天内", &weekly.due_30)] {
            if lines.is_empty() {
                self.say(format!("{term}没有到期的任务。"));
            }
            let told = lines.iter().map(task).collect();
            self.list(format!("{term}到期 {} 项：", lines.len()), told);
        }
    }

    fn decisions(&mut self, weekly: &Weekly) {
        self.part("五、延期、调整和催办");
        let (decided, asked, revised) = (&weekly.extensions, &weekly.asked, &weekly.revisions);
        if decided.is_empty() && asked.is_empty() && revised.is_empty() {
            self.say(format!("{}没有办理延期和调整。", self.1));
        }
        self.list(
            format!("{}批复延期 {} 项：", self.1, decided.len()),
            decided.iter().map(moved).collect(),
        );
        self.list(
            format!("待批延期 {} 项：", asked.len()),
            asked.iter().map(waiting).collect(),
        );
        let revised_told = revised.iter().map(|it| {
            let (named, lead) = (named(&it.task), &it.task.lead);
            format!("{} {named}（{lead}）{}", it.day, told("依据", &it.basis))
        });
        self.list(
            format!("{}调整 {} 项：", self.1, revised.len()),
            revised_told.collect(),
        );
        let urges = &weekly.urges;
        if urges.is_empty() {
            self.say(format!("{}没有催办。", self.1));
        }
        let open = urges.iter().filter(|it| !it.answered).count();
        let told_urges = urges.iter().map(|it| {
            let answer = if it.answered {
                "已回应"
            } else {
                "未回应"
            };
            format!(
                "{} {}（{}，{answer}）",
                it.day,
                named(&it.task),
                it.task.lead
            )
        });
        self.list(
            format!("{}催办 {} 次，{open} 次尚未回应：", self.1, urges.len()),
            told_urges.collect(),
        );
    }

    fn silent(&mut self, weekly: &Weekly) {
        self.part("六、零反馈部门");
        let silent = &weekly.silent;
        if silent.is_empty() {
            self.say(format!("有在办任务的部门{}都有反馈。", self.1));
        }
        let told = silent
            .iter()
            .map(|row| format!("{}（在办 {} 项）", row.department, row.open));
        self.list(
            format!(
                "下列 {} 个部门有在办任务，{}没有反馈：",
                silent.len(),
                self.1
            ),
            told.collect(),
        );
    }

    fn departments(&mut self, weekly: &Weekly) {
        self.part("七、部门办理情况");
        if weekly.departments.is_empty() {
            self.say("还没有交办到部门的任务。");
            return;
        }
        let mut table = Table::new(
            "部门办理情况",
            &[
                ("名次", 3),
                ("部门", 10),
                ("牵头", 3),
                ("已办结", 4),
                ("办结率", 4),
                ("按时办结率", 5),
                ("逾期", 3),
                ("反馈条数", 4),
            ],
        );
        table.rows = weekly
            .departments
            .iter()
            .map(|row| {
                vec![
                    row.rank.into(),
                    Cell::Text(row.department.clone()),
                    row.owned.into(),
                    row.done.into(),
                    Cell::Percent(row.done_rate),
                    Cell::Percent(row.on_time_rate),
                    row.overdue.into(),
                    row.reports.into(),
                ]
            })
            .collect();
        self.table(table);
        self.chart(charts::lights(weekly));
        self.say(
            "办结率＝已办结÷牵头；按时办结率＝按时办结÷（已办结＋逾期未办结）。按办结率排名，相同者逾期少的在前。",
        );
    }

    fn readings(&mut self, weekly: &Weekly) {
        self.part("八、指标新读数");
        let readings = &weekly.readings;
        if readings.is_empty() {
            self.say(format!("{}没有新的指标读数。", self.1));
        }
        let told = readings.iter().map(|it| {
            format!(
                "{} {}（{}）：{}年 {}{}，来源：{}",
                it.day, it.name, it.plan, it.year, it.value, it.unit, it.source
            )
        });
        self.list(
            format!("{}登记指标数据 {} 项：", self.1, readings.len()),
            told.collect(),
        );
    }

    fn appendices(&mut self, weekly: &Weekly) {
        if !weekly.departments.is_empty() {
            self.part("附件1  各单位办理情况统计表");
            self.table(statistics(weekly));
        }
        let overdue: Vec<&Line> = weekly.overdue.iter().flat_map(|it| &it.lines).collect();
        let due: Vec<&Line> = weekly.due_7.iter().chain(&weekly.due_30).collect();
        for (heading, name, days, lines) in [
            ("附件2  逾期事项", "逾期事项", "逾期天数", overdue),
            ("附件3  临期事项", "临期事项", "剩余天数", due),
        ] {
            if !lines.is_empty() {
                self.part(heading);
                self.table(matters(name, days, &lines));
            }
        }
    }
}

/// Appendix 1: every department with all its counts.
fn statistics(weekly: &Weekly) -> Table {
    let columns = [
        ("部门", 8),
        ("牵头数", 3),
        ("配合数", 3),
        ("已办结", 3),
        ("办理中", 3),
        ("临期", 3),
        ("逾期", 3),
        ("未签收", 3),
        ("应反馈", 3),
        ("已反馈", 3),
        ("反馈率", 3),
        ("办结率", 3),
        ("按时办结率", 4),
        ("退回", 3),
        ("延期", 3),
    ];
    let mut table = Table::new("各单位办理情况", &columns).wide();
    table.rows = weekly
        .departments
        .iter()
        .map(|row| {
            vec![
                Cell::Text(row.department.clone()),
                row.owned.into(),
                row.supports.into(),
                row.done.into(),
                row.open.into(),
                row.due_soon.into(),
                row.overdue.into(),
                row.unsigned.into(),
                row.owes.into(),
                row.sent.into(),
                Cell::Percent(row.report_rate),
                Cell::Percent(row.done_rate),
                Cell::Percent(row.on_time_rate),
                row.sent_back.into(),
                row.extended.into(),
            ]
        })
        .collect();
    table
}

/// Appendices 2 and 3: tasks with their deadlines.
fn matters(name: &str, days: &str, lines: &[&Line]) -> Table {
    let columns = [
        ("序号", 2),
        ("任务", 14),
        ("编号", 3),
        ("牵头单位", 7),
        ("完成时限（原文）", 7),
        ("最后期限", 5),
        (days, 4),
        ("方案条款", 4),
        ("计划", 10),
    ];
    let mut table = Table::new(name, &columns).wide();
    table.rows = lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            vec![
                (at + 1).into(),
                Cell::Text(line.title.clone()),
                Cell::Count(line.id.0),
                Cell::Text(line.lead.clone()),
                Cell::Text(if line.phrase.is_empty() {
                    "随计划".to_owned()
                } else {
                    line.phrase.clone()
                }),
                Cell::Day(line.last_day),
                Cell::Count(line.days_past.unwrap_or_default().abs()),
                Cell::Text(line.measure.clone()),
                Cell::Text(line.plan.clone()),
            ]
        })
        .collect();
    table
}

fn reported(it: &Said) -> String {
    let mut said = it.text.clone();
    for (heading, more) in [("存在问题", &it.problems), ("下一步", &it.next)] {
        if !more.is_empty() {
            let is_ended = said.ends_with(['。', '；', '！', '？']);
            let end = if is_ended { "" } else { "；" };
            said = format!("{said}{end}{heading}：{more}");
        }
    }
    format!("{} {}：{}%，{said}", it.day, named(&it.task), it.percent)
}

fn moved(it: &Moved) -> String {
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "—".to_owned(), |it| it.to_string());
    let verdict = if it.granted { "准予" } else { "不予" };
    let late = if it.late { "，逾期后申请" } else { "" };
    format!(
        "{} {verdict} {}（{}，由 {} 延至 {}{late}）{}{}",
        it.day,
        named(&it.task),
        it.task.lead,
        day(it.from),
        day(it.to),
        told("理由", &it.reason),
        told("批复", &it.opinion),
    )
}

fn waiting(it: &Asked) -> String {
    let reason = told("理由", &it.reason);
    let (named, lead) = (named(&it.task), &it.task.lead);
    format!("{} {named}（{lead}，申请延至 {}）{reason}", it.day, it.to)
}

fn told(label: &str, words: &str) -> String {
    match words {
        "" => String::new(),
        words => format!("；{label}：{words}"),
    }
}

fn task(line: &Line) -> String {
    let (named, lead) = (named(line), &line.lead);
    format!("{named}（{lead}，{}{}）", deadline(line), days(line))
}

fn named(line: &Line) -> String {
    format!("{}〔{}〕", line.title, line.id)
}

fn deadline(line: &Line) -> String {
    match (line.last_day, line.phrase.as_str()) {
        (Some(day), "") => format!("随计划 {day}"),
        (Some(day), phrase) => format!("{phrase} {day}"),
        (None, phrase) => phrase.to_owned(),
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
