//! The palette (: 和 Ctrl-P): every act by its Chinese name, pinyin or English word, and a way to any task, measure or
//! department.

use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::action::Action;
use super::keymap::{self, Scope};
use super::theme::Theme;
use super::widgets::editor::{Editor, Shape};
use super::widgets::rows::Rows;
use super::widgets::{field, lines, popup};
use crate::app::{App, Error};
use crate::domain::arrangement::{Arrangement, Column, Grouping};
use crate::domain::filter::{Filter, Window};
use crate::domain::id::{DepartmentId, MeasureId, TaskId};
use crate::domain::saved_view::SavedView;
use crate::domain::status::Verb;
use crate::text::pinyin;
use crate::text::width::{pad, width};

/// How many rows of each kind are offered.
const MOST: usize = 20;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Acts alone (:).
    Acts,
    /// Tasks, measures and departments too (Ctrl-P).
    Everything,
    /// The columns by which a list can be sorted.
    Sorts,
    /// The headings under which it can stand.
    Groupings,
    /// The saved views.
    Views,
}

/// Where a row leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Does this where the cursor is.
    Act(Action),
    /// The page of a task.
    Task(TaskId),
    /// The workspace of a measure.
    Measure(MeasureId),
    /// The tasks of a department.
    Department(DepartmentId),
    /// A saved view.
    View(SavedView),
}

/// A row: what sort of thing it is, what it is called, and what is said behind it.
#[derive(Clone, Debug)]
struct Entry {
    kind: &'static str,
    name: String,
    note: String,
    target: Target,
    /// It can't be done on the task under the cursor.
    is_dim: bool,
}

/// The palette over a screen.
#[derive(Debug)]
pub struct Palette {
    /// What is looked for.
    pub reach: Reach,
    /// The scope of the screen below, whose acts these are.
    below: Scope,
    /// What can be done on the task under the cursor.
    allowed: Vec<Verb>,
    /// How the list below is arranged.
    now: Arrangement,
    editor: Editor,
    rows: Rows,
    entries: Vec<Entry>,
    is_stale: bool,
}

impl Palette {
    /// The palette as opened over a screen, where this can be done on the task under the cursor, and the list is arranged
    /// like this.
    pub fn new(reach: Reach, below: Scope, allowed: Vec<Verb>, now: Arrangement) -> Self {
        Self {
            reach,
            below,
            allowed,
            now,
            editor: Editor::new(Shape::Line, ""),
            rows: Rows::default(),
            entries: Vec::new(),
            is_stale: true,
        }
    }

    /// Moves the cursor.
    pub fn update(&mut self, action: Action) {
        self.rows.update(action, self.entries.len());
    }

    /// Takes a key that one types.
    pub fn key(&mut self, key: KeyEvent) {
        self.editor.key(key);
        self.renew();
    }

    /// Takes a paste.
    pub fn paste(&mut self, text: &str) {
        self.editor.insert(text);
        self.renew();
    }

    fn renew(&mut self) {
        self.is_stale = true;
        self.rows = Rows::default();
    }

    /// Where the row under the cursor leads.
    pub fn chosen(&self) -> Option<Target> {
        self.entries
            .get(self.rows.cursor)
            .map(|it| it.target.clone())
    }

    /// Looks up what is typed.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn prepare(&mut self, app: Option<&App>, body: Rect) -> Result<(), Error> {
        if self.is_stale {
            self.is_stale = false;
            let typed = self.editor.text().trim().to_owned();
            self.entries = match self.reach {
                Reach::Acts | Reach::Everything => self.acts(&typed),
                Reach::Sorts | Reach::Groupings | Reach::Views => Vec::new(),
            };
            self.entries.extend(self.arrangements(&typed));
            if let Some(app) = app.filter(|_| self.reach == Reach::Views) {
                self.entries.extend(views(app, &typed)?);
            }
            if let Some(app) = app.filter(|_| self.reach == Reach::Everything && !typed.is_empty())
            {
                self.entries.extend(views(app, &typed)?);
                self.entries.extend(departments(app, &typed));
                self.entries.extend(measures(app, &typed)?);
                self.entries.extend(tasks(app, &typed)?);
            }
        }
        let height = usize::from(list(place(body)).height);
        self.rows.fit(height, self.entries.len());
        Ok(())
    }

    /// The acts of the screen below that what is typed names, those whose own word it begins first, and of these what can be
    /// done now.
    fn acts(&self, typed: &str) -> Vec<Entry> {
        let mut found: Vec<((usize, bool), Entry)> = Vec::new();
        for binding in keymap::shown_in(self.below) {
            let is_known = found
                .iter()
                .any(|it| it.1.target == Target::Act(binding.action));
            if is_known || binding.action.is_small() {
                continue;
            }
            let english = binding.action.english();
            let Some(rank) = rank(typed, binding.word, binding.help, &english) else {
                continue;
            };
            let is_dim = match binding.action {
                Action::Act(verb) => !self.can(verb),
                _ => false,
            };
            let keys: Vec<String> = binding.keys.iter().map(|it| keymap::label(it)).collect();
            let entry = Entry {
                kind: "办理",
                name: binding.help.to_owned(),
                note: format!("{english}  {}", keys.join(" ")),
                target: Target::Act(binding.action),
                is_dim,
            };
            found.push(((rank, is_dim), entry));
        }
        found.sort_by_key(|it| it.0);
        found.into_iter().map(|it| it.1).collect()
    }

    /// The ways to arrange the list below that what is typed names; beside acts, only with something typed.
    fn arrangements(&self, typed: &str) -> Vec<Entry> {
        let is_list = self.below.is_in(Scope::Lists);
        let is_asked = |reach| match self.reach {
            Reach::Acts | Reach::Everything => is_list && !typed.is_empty(),
            it => it == reach,
        };
        let columns = Column::ALL.map(Some).into_iter().chain([None]);
        let sorts = columns.map(|it| {
            let name = it.map_or("不排序，用原来的次序".to_owned(), |it| {
                format!("按{}排序", it.label())
            });
            (
                "排序",
                name,
                Action::Sort(it),
                self.now.sort.map(|it| it.column) == it,
            )
        });
        let groupings = Grouping::ALL.map(Some).into_iter().chain([None]);
        let groupings = groupings.map(|it| {
            let name = it.map_or("不分组".to_owned(), |it| format!("按{}分组", it.label()));
            ("分组", name, Action::Group(it), self.now.grouping == it)
        });
        let mut found: Vec<(usize, Entry)> = sorts
            .filter(|_| is_asked(Reach::Sorts))
            .chain(groupings.filter(|_| is_asked(Reach::Groupings)))
            .filter_map(|(kind, name, action, is_now)| {
                let english = action.english();
                let rank = rank(typed, &name, &name, &english)?;
                let now = match (is_now, action) {
                    (true, Action::Sort(Some(_))) => "现在这样，再选倒过来  ",
                    (true, _) => "现在这样  ",
                    _ => "",
                };
                let entry = Entry {
                    kind,
                    name,
                    note: format!("{now}{english}"),
                    target: Target::Act(action),
                    is_dim: false,
                };
                Some((rank, entry))
            })
            .collect();
        found.sort_by_key(|it| it.0);
        found.into_iter().map(|it| it.1).collect()
    }

    /// Whether a key's act can be done now, or the one that it then stands for.
    fn can(&self, verb: Verb) -> bool {
        let other = match verb {
            Verb::Suspend => Verb::Resume,
            Verb::AskExtension => Verb::Grant,
            it => it,
        };
        [verb, other].iter().any(|it| self.allowed.contains(it))
    }

    /// Draws it over the body.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        let area = place(body);
        let title = match self.reach {
            Reach::Acts => "办理",
            Reach::Everything => "查找：任务、措施、部门、办理",
            Reach::Sorts => "排序",
            Reach::Groupings => "分组",
            Reach::Views => "视图",
        };
        let inner = popup::open(frame, body, area.width, area.height, title, theme);
        let first = Rect { height: 1, ..inner };
        field::line(frame, first, &self.editor, true, theme);
        let body = list(area);
        let body = Rect {
            x: inner.x,
            width: inner.width,
            ..body
        };
        if self.entries.is_empty() {
            let said = match self.reach {
                Reach::Views if self.editor.is_empty() => {
                    "还没有视图：在任务列表里筛选、排好，按 W 存一个。"
                }
                Reach::Everything => {
                    "没有找到。\n可输任务、措施、部门的任意字词或拼音，任务编号，办理的名称。"
                }
                Reach::Acts => "没有找到。\n办理可输中文、拼音（全拼或首字母）或英文。",
                Reach::Sorts | Reach::Groupings | Reach::Views => {
                    "没有找到。\n可输名称或拼音（全拼或首字母）。"
                }
            };
            for (row, sentence) in body.rows().zip(said.lines()) {
                lines::text(frame, row, sentence, theme.dim);
            }
        }
        let words: Vec<String> = self
            .editor
            .text()
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        for (at, place) in self.rows.shown(self.entries.len()).zip(body.rows()) {
            let Some(entry) = self.entries.get(at) else {
                continue;
            };
            let is_chosen = at == self.rows.cursor;
            let line = entry.line(usize::from(place.width), is_chosen, &words, theme);
            lines::row(frame, place, &line, (is_chosen, true), theme);
        }
    }
}

impl Entry {
    fn line(
        &self,
        columns: usize,
        is_chosen: bool,
        words: &[String],
        theme: Theme,
    ) -> Line<'static> {
        let room = columns.saturating_sub(8);
        let note = width(&self.note).min(room / 2);
        let name = room.saturating_sub(note + 1);
        let mut spans = vec![
            Span::raw(if is_chosen { "> " } else { "  " }),
            Span::styled(pad(self.kind, 5), theme.dim),
        ];
        if self.is_dim {
            spans.push(Span::styled(pad(&self.name, name), theme.dim));
        } else {
            spans.extend(lines::marked(&pad(&self.name, name), words, theme));
        }
        spans.push(Span::raw(" "));
        spans.push(Span::styled(pad(&self.note, note), theme.dim));
        Line::from(spans)
    }
}

/// The box in a body.
fn place(body: Rect) -> Rect {
    let (width, height) = (body.width.min(96), body.height.min(22));
    Rect {
        x: body.x + (body.width - width) / 2,
        y: body.y + (body.height - height) / 2,
        width,
        height,
    }
}

/// The rows of the box below its field.
fn list(place: Rect) -> Rect {
    Rect {
        y: place.y + 3,
        height: place.height.saturating_sub(4),
        ..place
    }
}

/// How near what is typed is to an act: 0 for its own word, more for the words that tell of it; `None` for not at all.
fn rank(typed: &str, word: &str, help: &str, english: &str) -> Option<usize> {
    let begins = |text: &str| pinyin::find(text, typed).is_some_and(|it| it.start == 0);
    let lower = typed.to_lowercase();
    if typed.is_empty() {
        return Some(0);
    }
    if begins(word) || english.starts_with(&lower) {
        return Some(0);
    }
    if begins(help) {
        return Some(1);
    }
    let holds = pinyin::holds(help, typed) || english.contains(&lower);
    holds.then_some(2)
}

fn departments(app: &App, typed: &str) -> Vec<Entry> {
    let (directory, today) = (app.directory(), app.today());
    let mut ids: Vec<DepartmentId> = Vec::new();
    for near in directory.near(typed) {
        let current = directory.current(near.id, today);
        if !ids.contains(&current) {
            ids.push(current);
        }
    }
    ids.truncate(MOST);
    ids.into_iter()
        .map(|id| Entry {
            kind: "部门",
            name: directory.current_name(id, today).to_owned(),
            note: String::new(),
            target: Target::Department(id),
            is_dim: false,
        })
        .collect()
}

/// The saved views that what is typed names.
fn views(app: &App, typed: &str) -> Result<Vec<Entry>, Error> {
    let all = app.list_views()?.into_iter();
    Ok(all
        .filter(|it| typed.is_empty() || pinyin::holds(&it.kept.name, typed))
        .map(|it| {
            let key = it.kept.key.map(|it| format!("F{it}"));
            let whose = if it.kept.is_shared {
                "大家的"
            } else {
                "自己的"
            };
            let parts = [
                Some(it.kept.words.clone()),
                Some(it.kept.arrangement.label()),
                Some(whose.to_owned()),
                key,
            ];
            let parts = parts.into_iter().flatten().filter(|it| !it.is_empty());
            Entry {
                kind: "视图",
                name: it.kept.name.clone(),
                note: parts.collect::<Vec<_>>().join("  "),
                target: Target::View(it),
                is_dim: false,
            }
        })
        .collect())
}

fn measures(app: &App, typed: &str) -> Result<Vec<Entry>, Error> {
    let found = app.find_measures(typed, MOST)?;
    Ok(found
        .into_iter()
        .map(|it| Entry {
            kind: "措施",
            name: format!("{}. {}", it.number, it.title),
            note: it.plan,
            target: Target::Measure(it.id),
            is_dim: false,
        })
        .collect())
}

fn tasks(app: &App, typed: &str) -> Result<Vec<Entry>, Error> {
    let by_number = typed.bytes().all(|it| it.is_ascii_digit());
    let filter = Filter {
        search: if by_number {
            format!("编号:{typed}")
        } else {
            typed.to_owned()
        },
        ..Filter::default()
    };
    let window = Window {
        offset: 0,
        limit: MOST,
    };
    let (directory, today) = (app.directory(), app.today());
    let rows = app.list_tasks(&filter, window)?.into_iter();
    Ok(rows
        .map(|row| Entry {
            kind: "任务",
            name: row.title,
            note: row.state.lead.map_or_else(String::new, |lead| {
                directory.current_short_name(lead, today).to_owned()
            }),
            target: Target::Task(row.id),
            is_dim: false,
        })
        .collect())
}
