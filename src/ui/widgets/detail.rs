//! What stands beside a list or on a page of its own: a plan, a section, a measure, a task with its record.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};
use std::ops::Range;

use super::super::theme::Theme;
use super::lines::{labelled, wrapped};
use crate::app::{App, Error, TaskPage};
use crate::domain::deadline::Deadline;
use crate::domain::event::Event;
use crate::domain::id::TaskId;
use crate::domain::light::{self, Light};
use crate::domain::plan::{Measure, Plan, Section, numbered};
use crate::domain::status::{Status, Verb};
use crate::domain::story;
use crate::text::width::{layout, wrap};

/// What is told about the row under the cursor.
#[derive(Clone, Debug, Default)]
pub enum Detail {
    /// There is nothing to tell.
    #[default]
    Nothing,
    /// A plan.
    Plan(Plan),
    /// A section.
    Section(Section),
    /// A measure.
    Measure(Measure),
    /// A task.
    Task(Box<Sheet>),
}

/// A task with its record, its numbers turned into names.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The task as it was read.
    pub page: TaskPage,
    /// What the person may do to it now.
    pub allowed: Vec<Verb>,
    lead: String,
    support: Vec<String>,
    /// The members of the groups among its owners, a line a group.
    members: Vec<String>,
    /// Who did what the events tell, by name; in their order.
    actors: Vec<String>,
    /// How far the supporting departments are with their parts: name, day, percent, words.
    parts: Vec<String>,
    /// How far the own part is, for a supporting department's liaison.
    own_part: Option<u8>,
    /// What stood before it was revised, each with its heading.
    stood: Vec<(&'static str, String)>,
    today: NaiveDate,
}

impl Sheet {
    /// Reads a task.
    pub fn load(app: &App, id: TaskId) -> Result<Self, Error> {
        let page = app.task_page(id)?;
        let people = app.list_people()?;
        let actors = page
            .events
            .iter()
            .map(|event| {
                let (login, stand_in) = event
                    .actor
                    .split_once('（')
                    .map_or((event.actor.as_str(), String::new()), |(login, rest)| {
                        (login, format!("（{rest}"))
                    });
                let name = people
                    .iter()
                    .find(|it| it.login == login)
                    .map_or(login, |it| it.name.as_str());
                format!("{name}{stand_in}")
            })
            .collect();
        let today = app.today();
        let name = |id| app.directory().current_name(id, today).to_owned();
        Ok(Self {
            allowed: app.allowed(&page.task),
            lead: app.lead_label(&page.task),
            support: page
                .task
                .owners
                .support
                .iter()
                .map(|id| name(*id))
                .collect(),
            members: app.members_of(&page.task),
            actors,
            parts: story::parts(&page.events, name),
            own_part: app.own_part(&page.task).map(|own| {
                let told = page.events.iter().filter_map(|it| it.report.as_ref());
                let mine = told.filter(|it| it.by == Some(own));
                mine.filter_map(|it| it.part).next_back().unwrap_or(0)
            }),
            stood: story::stood(&page.task, &page.events, name),
            today,
            page,
        })
    }

    /// The task's number.
    pub fn id(&self) -> TaskId {
        self.page.task.id
    }

    /// The day that counted as today when it was read.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// Today's names of the supporting departments.
    pub fn support(&self) -> &[String] {
        &self.support
    }

    /// The name of the lead.
    pub fn lead(&self) -> &str {
        &self.lead
    }

    /// How far the reporting department is: with its part, or with the whole.
    pub fn own_percent(&self) -> u8 {
        self.own_part.unwrap_or(self.page.task.state.percent)
    }

    /// Status and percent: 进行中 40%.
    pub fn standing(&self) -> String {
        let state = &self.page.task.state;
        format!("{} {}%", state.status.label(), state.percent)
    }

    /// The deadline as printed, and the last day that it means.
    pub fn due(&self) -> String {
        let task = &self.page.task;
        let deadline = task.promise.deadline.as_ref();
        let phrase = match deadline {
            Some(it) if it.inherited && task.first_last_day == task.state.last_day => "随计划",
            Some(it) if it.inherited => "",
            Some(it) => it.phrase.as_str(),
            None => "",
        };
        let mut due = match (phrase, task.state.last_day) {
            (phrase, None) => phrase.to_owned(),
            ("", Some(day)) => day.to_string(),
            (phrase, Some(day)) if phrase == day.to_string() => phrase.to_owned(),
            (phrase, Some(day)) => format!("{phrase}（{day}）"),
        };
        if deadline.is_some_and(|it| it.confirm) {
            due.push_str("，请核对");
        }
        due
    }

    /// The task in a few lines of plain text, for a message to somebody.
    pub fn plain_text(&self) -> String {
        let task = &self.page.task;
        let mut lines = vec![
            format!("任务 {}：{}", task.id, task.promise.title),
            format!("计划：{}", task.place.plan_title),
        ];
        for (label, value) in [
            ("牵头", self.lead.clone()),
            ("配合", self.support.join("、")),
            ("时限", self.due()),
            ("目标", task.promise.target.clone()),
        ] {
            if !value.is_empty() {
                lines.push(format!("{label}：{value}"));
            }
        }
        lines.push(format!("状态：{}  {}\n", self.standing(), self.light().1));
        lines.join("\n")
    }

    /// The light in words: 红 逾期5天.
    fn light(&self) -> (Light, String) {
        let state = &self.page.task.state;
        let light = state.light(self.today);
        let days = state
            .last_day
            .map_or(0, |last_day| light::days_past(last_day, self.today));
        let words = match light {
            Light::Overdue => format!("{} 逾期{days}天", light.label()),
            Light::DueSoon if days == 0 => format!("{} 今天到期", light.label()),
            Light::DueSoon => format!("{} 还有{}天", light.label(), -days),
            _ => light.label().to_owned(),
        };
        (light, words)
    }

    fn lines(&self, columns: usize, theme: Theme) -> Vec<Line<'static>> {
        let task = &self.page.task;
        let place = &task.place;
        let mut lines = wrapped(&task.promise.title, columns, theme.strong);
        lines.extend(wrapped(&place.plan_title, columns, theme.dim));
        let mut above = place.section.clone();
        if !above.is_empty() {
            above.push_str(" › ");
        }
        above.push_str(&numbered(&place.measure_number, &place.measure_title));
        if place.line > 0 {
            above = format!("{above}（计划第{}行）", place.line);
        }
        lines.extend(wrapped(&above, columns, theme.dim));
        lines.push(Line::default());
        let (light, words) = self.light();
        lines.push(Line::from(vec![
            Span::styled("编号  ", theme.dim),
            Span::raw(format!("{}", task.id)),
        ]));
        lines.push(Line::from(vec![
            Span::styled("状态  ", theme.dim),
            Span::raw(format!("{}  ", self.standing())),
            Span::styled(words, theme.light(light)),
        ]));
        let mut label = |label, value: &str| lines.extend(labelled(label, value, columns, theme));
        label("牵头", &self.lead);
        label("配合", &self.support.join("、"));
        for line in &self.members {
            label("成员", line);
        }
        label("时限", &self.due());
        // Once the day was moved, the phrase no longer says it.
        let deadline = task.promise.deadline.as_ref();
        let read = deadline.filter(|_| task.first_last_day == task.state.last_day);
        match read.map_or("", Deadline::told_reading) {
            "" => {}
            read => label("读法", read),
        }
        if task.first_last_day != task.state.last_day
            && let Some(first) = task.first_last_day
        {
            label("原定", &first.to_string());
        }
        for extension in &self.page.extensions {
            label("延期", &extension.told());
        }
        label("目标", &task.promise.target);
        for (heading, value) in &self.stood {
            label(heading, value);
        }
        if let Some(recurrence) = task.promise.recurrence {
            label("周期", recurrence.label());
        }
        if let Some(it) = &task.occurrence {
            label("周期", &format!("第 {} 项周期任务的一期", it.duty));
        }
        for row in &self.page.occurrences {
            label("一期", &row.told());
        }
        for line in &self.parts {
            label("配合", line);
        }
        if !task.promise.note.is_empty() {
            label("附注", &task.promise.note);
        }
        lines.extend(self.printed(columns, theme));
        lines.extend(self.record(columns, theme));
        lines
    }

    /// The measure's paragraph as printed, the words that the task stands on underlined, those of its deadline standing out.
    fn printed(&self, columns: usize, theme: Theme) -> Vec<Line<'static>> {
        let (printed, quote) = (&self.page.printed, &self.page.task.promise.quote);
        let text = if printed.is_empty() { quote } else { printed };
        if text.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![Line::default(), Line::styled("原文", theme.strong)];
        let span = self.page.task.promise.span;
        let quoted = if printed.is_empty() {
            0..text.len()
        } else {
            span.start..span.end
        };
        let due = self.due_words(text, &quoted);
        for row in layout(text, columns) {
            lines.push(marked_row(text, row, (&quoted, &due), theme));
        }
        lines
    }

    /// Where the words of the deadline stand in the paragraph: among the task's own words, else before them, as a sentence's
    /// head says it for all that follows.
    fn due_words(&self, text: &str, quoted: &Range<usize>) -> Range<usize> {
        let deadline = self.page.task.promise.deadline.as_ref();
        let phrase = deadline.map_or("", |it| it.phrase.as_str());
        if phrase.is_empty() {
            return 0..0;
        }
        let own = text.get(quoted.clone()).and_then(|it| it.find(phrase));
        let at = own.map(|it| quoted.start + it).or_else(|| {
            let before = text.get(..quoted.end)?;
            before.rfind(phrase)
        });
        at.map_or(0..0, |at| at..at + phrase.len())
    }

    /// What happened, the newest first.
    fn record(&self, columns: usize, theme: Theme) -> Vec<Line<'static>> {
        let mut lines = vec![Line::default(), Line::styled("经过", theme.strong)];
        for (event, actor) in self.page.events.iter().zip(&self.actors).rev() {
            lines.extend(
                wrap(&told(event, actor), columns)
                    .into_iter()
                    .map(Line::from),
            );
        }
        lines
    }
}

/// One event as a reader is told it: 2020-12-18 李联络 反馈 60%：已投放63套。
fn told(event: &Event, actor: &str) -> String {
    let before = event.before.as_ref().map_or(0, |it| it.percent);
    let part = event.report.as_ref().and_then(|it| it.part);
    let percent = if let Some(part) = part {
        format!(" {part}%")
    } else if event.verb == Verb::Report || event.after.percent != before {
        format!(" {}%", event.after.percent)
    } else {
        String::new()
    };
    let text = story::words(event);
    let mark = if text.is_empty() { "" } else { "：" };
    let (day, verb) = (event.day, event.verb.label());
    format!("{day} {actor} {verb}{percent}{mark}{text}")
}

/// A row of a text: the task's words underlined, those of its deadline standing out.
fn marked_row(
    text: &str,
    row: Range<usize>,
    (quoted, due): (&Range<usize>, &Range<usize>),
    theme: Theme,
) -> Line<'static> {
    let mut cuts: Vec<usize> = [quoted.start, quoted.end, due.start, due.end]
        .into_iter()
        .filter(|at| row.contains(at))
        .chain([row.start, row.end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let spans = cuts.windows(2).map(|cut| {
        let mut look = ratatui::style::Style::new();
        if quoted.contains(&cut[0]) {
            look = look.patch(theme.quoted);
        }
        if due.contains(&cut[0]) {
            look = look.patch(theme.open);
        }
        Span::styled(text[cut[0]..cut[1]].to_owned(), look)
    });
    spans.collect()
}

impl Detail {
    /// The lines in a number of columns.
    pub fn lines(&self, columns: usize, theme: Theme) -> Vec<Line<'static>> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Plan(plan) => plan_lines(plan, columns, theme),
            Self::Section(section) => {
                let mut lines = wrapped(&section.heading, columns, theme.strong);
                lines.push(Line::default());
                let count = format!("{}条", section.measures);
                lines.extend(labelled("措施", &count, columns, theme));
                lines.extend(printed(&section.printed, columns, theme));
                lines
            }
            Self::Measure(measure) => measure_lines(measure, columns, theme),
            Self::Task(sheet) => sheet.lines(columns, theme),
        }
    }

    /// The task, if it is one.
    pub fn sheet(&self) -> Option<&Sheet> {
        match self {
            Self::Task(sheet) => Some(sheet),
            _ => None,
        }
    }
}

fn plan_lines(plan: &Plan, columns: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut lines = wrapped(&plan.title, columns, theme.strong);
    lines.push(Line::default());
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |it| it.to_string());
    let period = match (plan.period_start, plan.period_end) {
        (None, None) => String::new(),
        (start, end) => format!("{} 至 {}", day(start), day(end)),
    };
    for (label, value) in [
        ("文号", plan.doc_no.as_str()),
        ("发文", plan.issuer.as_str()),
        ("日期", &day(plan.issued_on)),
        ("期限", &period),
        ("任务", &format!("{}项", plan.tasks)),
        ("短名", &plan.slug),
    ] {
        lines.extend(labelled(label, value, columns, theme));
    }
    lines
}

fn measure_lines(measure: &Measure, columns: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut lines = wrapped(
        &numbered(&measure.number, &measure.title),
        columns,
        theme.strong,
    );
    lines.push(Line::default());
    for (label, value) in [
        ("责任", measure.owners.join("、")),
        ("任务", format!("{}项", measure.tasks)),
        (Status::Done.label(), format!("{}项", measure.done)),
        ("逾期", format!("{}项", measure.overdue)),
    ] {
        lines.extend(labelled(label, &value, columns, theme));
    }
    lines.extend(printed(&measure.printed, columns, theme));
    lines
}

/// A text of the document under its heading; nothing where the plan carries none.
fn printed(text: &str, columns: usize, theme: Theme) -> Vec<Line<'static>> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![Line::default(), Line::styled("原文", theme.strong)];
    lines.extend(wrapped(text, columns, ratatui::style::Style::new()));
    lines
}
