//! 收表: a workbook that came back is taken row by row, in one transaction and as one step; what is refused does not keep
//! the others from theirs.
//!
//! What stands on a sheet is its department's word, whoever collects it: a row may ask for what the department's liaison
//! could do and no more, and the collector must be allowed to act for that department.

mod known;

use chrono::NaiveDate;
use std::collections::HashMap;

use super::{Desk, ownership};
use crate::app::App;
use crate::app::command::{Command, Telling};
use crate::app::error::Error;
use crate::app::query::actor_label;
use crate::app::workbook::{office, read};
use crate::domain::event::{Event, standing};
use crate::domain::id::{DepartmentId, TaskId};
use crate::domain::permission::{self, Subject};
use crate::domain::person::Role;
use crate::domain::status::{Status, Verb};
use crate::domain::task::Task;
use crate::domain::workbook::collected::{Collected, Fate, Handled, Purpose, Taken};
use crate::domain::workbook::filled::{FilledRow, Place, Stray, Wish};
use crate::domain::workbook::{self, Key, KeyFault, Part};
use known::Known;

impl App {
    /// Takes a workbook that came back, or only says what taking it would do.
    ///
    /// # Errors
    /// The file is no workbook, or the person may not collect; then nothing is written. What is wrong with a row stands in
    /// the result.
    pub fn collect(&mut self, bytes: &[u8], purpose: Purpose) -> Result<Collected, Error> {
        self.must_act()?;
        let filled = read(bytes)?;
        let act = |desk: &Desk<'_>| {
            let mut collector = Collector {
                desk,
                office: office(desk.write)?,
                twins: twins(&filled.rows),
                strays: filled.strays,
            };
            let mut rows: Vec<(usize, &FilledRow)> = filled.rows.iter().enumerate().collect();
            // Once the lead asks for closing, nobody reports on a part any more.
            rows.sort_by_key(|(_, row)| row.answer.asks_for_closing());
            let rows = rows.into_iter();
            let mut handled = rows
                .map(|(at, row)| Ok((at, collector.handle(row)?)))
                .collect::<Result<Vec<_>, Error>>()?;
            handled.sort_by_key(|it| it.0);
            Ok(Collected {
                purpose,
                sheets: filled.sheets,
                rows: handled.into_iter().map(|it| it.1).collect(),
                strays: collector.strays,
            })
        };
        match purpose {
            Purpose::Take => self.at_desk(act),
            Purpose::Rehearse => self.rehearse(act),
        }
    }
}

/// The rows with words in them that are about one task of one department, where there are several.
fn twins(rows: &[FilledRow]) -> HashMap<(TaskId, DepartmentId), Vec<&FilledRow>> {
    let mut twins: HashMap<_, Vec<&FilledRow>> = HashMap::new();
    for row in rows {
        if let Ok(key) = &row.key
            && !row.answer.written().is_empty()
        {
            twins
                .entry((key.task, key.department))
                .or_default()
                .push(row);
        }
    }
    twins.retain(|_, rows| rows.len() > 1);
    twins
}

/// Takes one row after the other.
struct Collector<'c, 'd> {
    desk: &'c Desk<'d>,
    office: String,
    twins: HashMap<(TaskId, DepartmentId), Vec<&'c FilledRow>>,
    strays: Vec<Stray>,
}

fn refused(why: impl Into<String>, hint: impl Into<String>) -> Fate {
    Fate::Refused {
        why: why.into(),
        hint: hint.into(),
        now: Vec::new(),
    }
}

/// What a person is told of an error, behind a reason.
fn of_error(error: &Error) -> Fate {
    refused(error.message.trim_end_matches('。'), error.hints.concat())
}

impl Collector<'_, '_> {
    fn handle(&mut self, row: &FilledRow) -> Result<Handled, Error> {
        let mut handled = Handled {
            place: row.place.clone(),
            task: None,
            title: String::new(),
            department: String::new(),
            day: None,
            answer: row.answer.clone(),
            fate: Fate::Unchanged { why: String::new() },
        };
        self.strays.extend(row.strays.iter().cloned());
        let is_blank = row.answer.written().is_empty() && row.faults.is_empty();
        let key = match &row.key {
            Ok(key) if key.office == self.office => key,
            Ok(_) if is_blank => return Ok(handled),
            Ok(_) => {
                handled.fate = refused(
                    "这一行是从另一份数据文件导出的",
                    "请从本数据文件重新导出填报表再填。",
                );
                return Ok(handled);
            }
            Err(fault) => {
                handled.fate = self.unknown(row, fault, is_blank);
                return Ok(handled);
            }
        };
        let (directory, today) = (self.desk.directory, self.desk.today);
        let department = directory.current(key.department, today);
        handled.task = Some(key.task);
        handled.day = Some(key.day);
        directory
            .current_name(department, today)
            .clone_into(&mut handled.department);
        let is_own = directory.is_one_of(department, &self.desk.person.departments, today);
        if self.desk.person.role == Role::Liaison && !is_own {
            if !is_blank {
                let name = &handled.department;
                handled.fate = refused(
                    format!("这一行属于「{name}」，不是您的单位"),
                    "请由该单位的联络员或健康办收。",
                );
            }
            return Ok(handled);
        }
        let task = self.desk.write.find_task(key.task)?;
        let Some(task) = task.filter(|it| it.state.status != Status::Draft) else {
            if !is_blank {
                handled.fate = refused(
                    "这项任务已收回或删去，不再由本单位办理",
                    "如有疑问，请联系健康办协调员。",
                );
            }
            return Ok(handled);
        };
        handled.title.clone_from(&task.promise.title);
        let known = self.know(key, row, task, department)?;
        self.strays.extend(known.altered(self.desk));
        if !is_blank {
            handled.fate = self.decide(&known)?;
        }
        Ok(handled)
    }

    /// A row without a key: its words are told.
    fn unknown(&mut self, row: &FilledRow, fault: &KeyFault, is_blank: bool) -> Fate {
        if *fault == KeyFault::Missing {
            let printed = row.printed.iter().filter(|it| !it.1.trim().is_empty());
            self.strays.extend(printed.map(|(column, words)| Stray {
                place: row.place.clone(),
                column: column.label().to_owned(),
                text: words.trim().to_owned(),
                why: "这一行没有编号".to_owned(),
            }));
        }
        if is_blank {
            return Fate::Unchanged { why: String::new() };
        }
        refused(
            fault.to_string(),
            "请把文字填到导出的填报表里这项任务的那一行。",
        )
    }

    fn know<'k>(
        &self,
        key: &'k Key,
        row: &'k FilledRow,
        task: Task,
        department: DepartmentId,
    ) -> Result<Known<'k>, Error> {
        let (directory, today) = (self.desk.directory, self.desk.today);
        let all = self.desk.write.list_events(task.id)?;
        // Every row version came with an event.
        let at = usize::try_from(key.rev - 1).ok();
        let seen = at.and_then(|at| all.get(at)).cloned();
        let parts = workbook::parts(&task, directory, today);
        let part = parts.into_iter().find(|it| it.0 == department);
        Ok(Known {
            key,
            row,
            name: directory.current_name(department, today).to_owned(),
            department,
            part: part.map(|it| it.1),
            events: standing(&all, NaiveDate::MAX).into_owned(),
            seen,
            task,
        })
    }

    fn decide(&self, known: &Known<'_>) -> Result<Fate, Error> {
        let (row, task) = (known.row, &known.task);
        if let Some(fate) = self.twin(known) {
            return Ok(fate);
        }
        if !row.faults.is_empty() {
            return Ok(refused(
                row.faults.join("；"),
                "请改成文字后再收，图片另行报送。",
            ));
        }
        let since = known.since();
        let seen = known
            .seen
            .as_ref()
            .map_or(task.state.status, |it| it.after.status);
        let wish = row.answer.wish(seen);
        if let Ok(Some(wish)) = &wish
            && let Some(event) = known.same_as(wish, &since)
        {
            let (day, verb) = (event.day, event.verb.label());
            return Ok(Fate::Unchanged {
                why: format!("{day} 已{verb}，内容相同，不再重复"),
            });
        }
        if let Some(fate) = self.moved(known, &since)? {
            return Ok(fate);
        }
        let wish = match wish {
            Ok(Some(wish)) => wish,
            Ok(None) => return Ok(Fate::Unchanged { why: String::new() }),
            Err(unfit) => return Ok(refused(unfit.to_string(), unfit.hint())),
        };
        if let Err(refusal) = self.may(known, &wish) {
            return Ok(of_error(&refusal));
        }
        let write = self.desk.write;
        let begun = self.desk.step.get();
        // What other rows of this workbook did is told there.
        let earlier = since
            .iter()
            .filter(|it| begun.is_none() || it.links.step != begun);
        let since: Vec<String> = earlier.map(|it| self.told(it)).collect::<Result<_, _>>()?;
        let done = write.attempt(|| self.carry_out(known, &wish))?;
        Ok(match done {
            Ok(taken) => Fate::Taken(Taken { since, ..taken }),
            Err(error) => {
                // An act that was taken back begins no step.
                self.desk.step.set(begun);
                of_error(&error)
            }
        })
    }

    /// What becomes of one of several rows about one task; `None` for the one that counts.
    fn twin(&self, known: &Known<'_>) -> Option<Fate> {
        let twins = self.twins.get(&(known.key.task, known.key.department))?;
        let first = twins.first()?;
        if twins
            .iter()
            .all(|it| it.answer.written() == first.answer.written())
        {
            return (first.place != known.row.place).then(|| Fate::Unchanged {
                why: format!("与{}内容相同，不再重复", place(&first.place)),
            });
        }
        let places: Vec<String> = twins.iter().map(|it| place(&it.place)).collect();
        Some(refused(
            format!("同一项任务填了几行，内容不同：{}", places.join("、")),
            "请只留一行再收。",
        ))
    }

    /// The refusal where the task moved on since the sheet was made, with both: what the row says is told anyway.
    fn moved(&self, known: &Known<'_>, since: &[&Event]) -> Result<Option<Fate>, Error> {
        let concerning: Vec<&&Event> = since.iter().filter(|it| known.concerns(it)).collect();
        if concerning.is_empty() && known.is_as_seen() {
            return Ok(None);
        }
        let state = &known.task.state;
        let day = state
            .last_day
            .map_or_else(String::new, |it| format!("，期限 {it}"));
        let mut now = vec![format!("{} {}%{day}", state.status.label(), state.percent)];
        for event in &concerning {
            now.push(self.told(event)?);
        }
        let label = state.status.label();
        let why = match (state.status, concerning.last()) {
            (Status::Done | Status::Cancelled, _) => format!("任务{label}，不再填报"),
            (_, Some(last)) => {
                let who = actor_label(self.desk.write, &last.actor)?;
                format!(
                    "导出之后任务又有变动：{who}已于 {} {}",
                    last.day,
                    last.verb.label()
                )
            }
            (_, None) => "导出之后任务又有变动".to_owned(),
        };
        let hint = match state.status {
            Status::Done | Status::Cancelled => "如需重新打开，请联系健康办协调员。",
            _ => "请看过现在的内容，重新导出填报表再填。",
        };
        Ok(Some(Fate::Refused {
            why,
            hint: hint.to_owned(),
            now,
        }))
    }

    /// One event as a reader is told it: 2020-12-18 李联络 反馈 60%：已投放63套.
    fn told(&self, event: &Event) -> Result<String, Error> {
        let who = actor_label(self.desk.write, &event.actor)?;
        let part = event.report.as_ref().and_then(|it| it.part);
        let percent = match (event.verb, part) {
            (Verb::Report, Some(part)) => format!(" {part}%"),
            (Verb::Report, None) => format!(" {}%", event.after.percent),
            _ => String::new(),
        };
        let text = event.said();
        let mark = if text.is_empty() { "" } else { "：" };
        let (day, verb) = (event.day, event.verb.label());
        Ok(format!("{day} {who} {verb}{percent}{mark}{text}"))
    }

    /// Whether the department itself might do what its row asks for.
    fn may(&self, known: &Known<'_>, wish: &Wish) -> Result<(), Error> {
        let (directory, today) = (self.desk.directory, self.desk.today);
        let task = &known.task;
        let title = &task.promise.title;
        if known.part.is_none() {
            let name = &known.name;
            return Err(Error::user(format!(
                "「{name}」现在不是任务「{title}」的牵头或配合单位。"
            ))
            .hinted("如有疑问，请联系健康办协调员。"));
        }
        let lead = task.state.lead;
        let mut status = task.state.status;
        for act in &wish.acts {
            let subject = Subject {
                title,
                lead: lead.map_or("", |it| directory.current_name(it, today)),
                status,
                back: task.state.back,
                ownership: ownership(&[known.department], task, directory, today),
            };
            status = permission::authorize(Role::Liaison, *act, subject)?;
        }
        Ok(())
    }

    fn carry_out(&self, known: &Known<'_>, wish: &Wish) -> Result<Taken, Error> {
        let answer = &known.row.answer;
        let source = format!("{}填报表（{}导出）", known.name, known.key.day);
        let mut changes = Vec::new();
        let mut before = known.task.state.clone();
        for act in &wish.acts {
            let is_report = matches!(act, Verb::Report | Verb::Submit);
            let text = match act {
                Verb::Sign => String::new(),
                Verb::Decline => answer.in_one(),
                _ => answer.text.clone(),
            };
            let mut telling = Telling {
                source: source.clone(),
                ..Telling::default()
            };
            if is_report {
                telling = Telling {
                    department: Some(known.name.clone()),
                    problems: answer.problems.clone(),
                    next: answer.next.clone(),
                    evidence: answer.evidence.clone(),
                    ..telling
                };
            }
            let done = self.desk.execute(&Command {
                percent: wish.percent.map(i64::from).filter(|_| is_report),
                telling,
                ..Command::new(known.task.id, *act).text(text)
            })?;
            changes.extend(done.after.changes_from(&before));
            before = done.after;
        }
        if let (Some(Part::Supports), Some(percent)) = (known.part, wish.percent) {
            changes.push(self.part_change(known, percent));
        }
        Ok(Taken {
            acts: wish.acts.clone(),
            changes,
            since: Vec::new(),
        })
    }

    fn part_change(&self, known: &Known<'_>, percent: u8) -> String {
        let (directory, today) = (self.desk.directory, self.desk.today);
        let before = workbook::own_part(&known.events, known.department, directory, today);
        let before = before.map_or_else(|| "未报".to_owned(), |it| format!("{it}%"));
        format!("本单位部分 {before}→{percent}%")
    }
}

fn place(place: &Place) -> String {
    format!("「{}」第 {} 行", place.sheet, place.row)
}
