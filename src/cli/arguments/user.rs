//! The words of `user`: who may do what.

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::{Listing, day};
use crate::domain::person::Role;

/// `duban user …`.
#[derive(Debug, Subcommand)]
pub enum UserCommands {
    /// 登记一名人员
    Add(UserWords),
    /// 列出人员，不含已停用的
    List {
        /// 已停用的也列出
        #[arg(long)]
        all: bool,
        /// 输出形式：table（默认）、json、csv
        #[arg(long, value_name = "形式", value_enum, default_value_t = Listing::Table, hide_default_value = true, hide_possible_values = true)]
        format: Listing,
    },
    /// 查看一名人员、密钥和经过
    Show {
        /// 登录名
        #[arg(value_name = "登录名")]
        login: String,
    },
    /// 改角色
    Role {
        /// 登录名
        #[arg(value_name = "登录名")]
        login: String,
        /// 角色：coordinator 协调员、liaison 联络员、viewer 查阅、administrator 管理员
        #[arg(value_name = "角色", value_parser = role)]
        role: Role,
        /// 同时改为这些部门，可写几次；不写则不变
        #[arg(long, value_name = "部门")]
        department: Vec<String>,
    },
    /// 改部门：改为只属于这些部门
    Department(DepartmentWords),
    /// 改姓名
    Name {
        /// 登录名
        #[arg(value_name = "登录名")]
        login: String,
        /// 姓名
        #[arg(value_name = "姓名")]
        name: String,
    },
    /// 停用：从某天起不能再办理，留痕里的姓名不变
    Retire {
        /// 登录名
        #[arg(value_name = "登录名")]
        login: String,
        /// 从哪天起；不写则今天
        #[arg(long, value_name = "日期", value_parser = day)]
        on: Option<NaiveDate>,
    },
    /// 恢复已停用的人员
    Restore {
        /// 登录名
        #[arg(value_name = "登录名")]
        login: String,
    },
}

/// `duban user add`.
#[derive(Debug, Args)]
pub struct UserWords {
    /// 登录名
    #[arg(value_name = "登录名")]
    pub login: String,
    /// 角色：coordinator 协调员、liaison 联络员、viewer 查阅、administrator 管理员
    #[arg(long, value_name = "角色", value_parser = role)]
    pub role: Role,
    /// 姓名；不写则与登录名相同
    #[arg(long, value_name = "姓名")]
    pub name: Option<String>,
    /// 所属部门，可写几次，主要的在前；联络员必填
    #[arg(long, value_name = "部门")]
    pub department: Vec<String>,
}

/// `duban user department`.
#[derive(Debug, Args)]
pub struct DepartmentWords {
    /// 登录名
    #[arg(value_name = "登录名")]
    pub login: String,
    /// 部门，可写几个，主要的在前
    #[arg(value_name = "部门", required = true)]
    pub departments: Vec<String>,
    /// 加上这些部门，原有的不变
    #[arg(long, conflicts_with = "remove")]
    pub add: bool,
    /// 去掉这些部门，其余的不变
    #[arg(long)]
    pub remove: bool,
}

fn role(text: &str) -> Result<Role, &'static str> {
    Role::find(text).ok_or("应为 coordinator、liaison、viewer、administrator 之一")
}
