//! The scorecard as a document: the table, the rules it stands on, and every deduction.

use super::points::Points;
use super::{Deduction, Row, Scorecard};
use crate::domain::document::{Block, Cell, Document, Table};

impl Scorecard {
    /// The document, on one plan or all as `scope` says, by the rules that come from `source`.
    pub fn document(&self, scope: &str, source: &str) -> Document {
        let mut blocks = vec![Block::Heading(1, "一、考核得分".to_owned())];
        if self.departments.is_empty() {
            blocks.push(Block::Paragraph("还没有交办到部门的任务。".to_owned()));
        } else {
            blocks.push(Block::Table(self.table()));
        }
        blocks.push(Block::Heading(1, "二、计分规则".to_owned()));
        blocks.push(Block::Paragraph(format!(
            "规则取自{source}。得分＝{}－扣分＋加分，不低于{}分，不高于{}分，{}。同分同名次。",
            self.base,
            self.floor,
            self.most,
            match self.decimals {
                0 => "四舍五入到整数".to_owned(),
                decimals => format!("保留{decimals}位小数"),
            },
        )));
        blocks.push(Block::List(self.rules.clone()));
        blocks.push(Block::Paragraph(
            "办结率＝已办结÷牵头；按时办结率＝按时办结÷（已办结＋逾期未办结），分别按现行期限和原时限计算。\
             牵头、已办结、逾期以截止日为准，退回、延期、零反馈、扣分和逾期天数只计本期。"
                .to_owned(),
        ));
        blocks.push(Block::Heading(1, "附件  扣分明细".to_owned()));
        if self.deductions.is_empty() {
            blocks.push(Block::Paragraph("本期没有扣分和加分。".to_owned()));
        } else {
            blocks.push(Block::Table(self.appendix()));
        }
        Document {
            title: "督办考核表".to_owned(),
            subtitle: format!("{} 至 {}，{scope}。", self.since, self.until),
            day: Some(self.until),
            blocks,
            ..Document::default()
        }
    }

    /// A department a row.
    fn table(&self) -> Table {
        let mut table = Table::new(
            "考核得分",
            &[
                ("名次", 2),
                ("部门", 8),
                ("牵头", 2),
                ("已办结", 3),
                ("办结率", 3),
                ("按时办结率", 4),
                ("按时办结率（按原时限）", 5),
                ("逾期", 2),
                ("退回", 2),
                ("延期", 2),
                ("零反馈次数", 3),
                ("扣分", 3),
                ("加分", 3),
                ("得分", 3),
            ],
        )
        .wide();
        table.rows = self.departments.iter().map(cells).collect();
        table
    }

    /// Every deduction a row.
    fn appendix(&self) -> Table {
        let mut table = Table::new(
            "扣分明细",
            &[
                ("序号", 2),
                ("部门", 6),
                ("规则", 5),
                ("任务编号", 3),
                ("任务", 10),
                ("依据", 6),
                ("日期", 6),
                ("办理人", 3),
                ("留痕编号", 3),
                ("期限", 6),
                ("天数", 3),
                ("分值", 3),
                ("备注", 3),
            ],
        )
        .wide();
        let listed = self.deductions.iter().enumerate();
        table.rows = listed.map(|(at, it)| it.cells(at + 1)).collect();
        table
    }
}

fn cells(row: &Row) -> Vec<Cell> {
    vec![
        row.rank.into(),
        Cell::Text(row.department.clone()),
        row.owned.into(),
        row.done.into(),
        Cell::Percent(row.done_rate),
        Cell::Percent(row.on_time_rate),
        Cell::Percent(row.first_on_time_rate),
        row.overdue.into(),
        row.sent_back.into(),
        row.extended.into(),
        row.silent.into(),
        Cell::Number(row.deducted.number()),
        Cell::Number(row.added.number()),
        Cell::Number(row.points.number()),
    ]
}

impl Deduction {
    fn cells(&self, number: usize) -> Vec<Cell> {
        let dash = || "—".into();
        let basis = &self.basis;
        let points = if self.on.adds() {
            self.points
        } else {
            Points::ZERO - self.points
        };
        vec![
            number.into(),
            Cell::Text(self.department.clone()),
            Cell::Text(self.rule.clone()),
            self.task.map_or_else(dash, |it| Cell::Count(it.0)),
            Cell::Text(self.title.clone()),
            Cell::Text(basis.what.clone()),
            Cell::Day(Some(basis.day)),
            basis.actor.clone().map_or_else(dash, Cell::Text),
            basis.event.map_or_else(dash, |it| Cell::Count(it.0)),
            Cell::Day(self.due),
            self.days.map_or_else(dash, Cell::Count),
            // Taken off, it is negative: the column sums to what changed the score.
            Cell::Number(points.number()),
            if self.capped { "已到上限" } else { "" }.into(),
        ]
    }
}
