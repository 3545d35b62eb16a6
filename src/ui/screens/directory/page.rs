//! The page of a department: how it is called, who came before and after it, what it has to do, and its record.

use ratatui::text::Line;

use crate::app::{App, Error};
use crate::domain::department::{DepartmentEvent, Workload};
use crate::domain::id::DepartmentId;
use crate::ui::theme::Theme;
use crate::ui::widgets::lines::{labelled, wrapped};

/// A department as its page tells it.
#[derive(Debug)]
pub struct Page {
    /// Which it is.
    pub id: DepartmentId,
    name: String,
    /// A label and what stands beside it.
    rows: Vec<(&'static str, String)>,
    /// What was done to it, the newest first: the day, and who did what.
    events: Vec<(String, String)>,
}

impl Page {
    /// Reads the page of a department.
    pub fn read(app: &App, id: DepartmentId, load: Workload) -> Result<Option<Self>, Error> {
        let directory = app.directory();
        let Some(name) = directory.get(id).map(|it| it.name.as_str()) else {
            return Ok(None);
        };
        let (it, events) = app.department_page(name)?;
        let mut rows = vec![
            ("简称", it.short_name.clone()),
            ("类别", it.kind_label().to_owned()),
            ("现状", directory.standing_label(&it)),
        ];
        let today = directory.current(id, app.today());
        if it.successor.is_some_and(|(next, _)| next != today) && today != id {
            rows.push(("现由", directory.current_name(id, app.today()).to_owned()));
        }
        for (before, since) in directory.predecessors(id) {
            rows.push(("前身", format!("原{}（{since}前）", before.name)));
        }
        if !it.aliases.is_empty() {
            rows.push(("别名", it.aliases.join("、")));
        }
        for line in app.members_by_plan(&it)? {
            rows.push(("成员", line));
        }
        for line in app.contacts(id)? {
            rows.push(("人员", line));
        }
        rows.push(("牵头", format!("{}项", load.leads)));
        rows.push(("配合", format!("{}项", load.supports)));
        let told =
            |it: &DepartmentEvent| (it.day.to_string(), format!("{}  {}", it.actor, it.text));
        Ok(Some(Self {
            id,
            name: it.name,
            rows,
            events: events.iter().rev().map(told).collect(),
        }))
    }

    /// The page as lines of so many columns.
    pub fn lines(&self, columns: usize, theme: Theme) -> Vec<Line<'static>> {
        let mut lines = wrapped(&self.name, columns, theme.strong);
        lines.push(Line::default());
        for (label, value) in &self.rows {
            lines.extend(labelled(label, value, columns, theme));
        }
        lines.push(Line::default());
        lines.push(Line::styled("经过", theme.strong));
        if self.events.is_empty() {
            lines.push(Line::styled("还没有改动。", theme.dim));
        }
        for (day, done) in &self.events {
            lines.extend(labelled(day, done, columns, theme));
        }
        lines
    }
}
