//! The page for a request that failed: what happened and what to do next.

use askama::Template;

use crate::chrome::{Chrome, Nav};
use crate::failure::Failure;
use crate::security::log::RequestId;
use crate::security::session::Signed;

/// Where the page leads on.
struct Back {
    href: &'static str,
    label: &'static str,
}

#[derive(Template)]
#[template(path = "errors/show.html")]
pub(crate) struct ErrorPage {
    chrome: Chrome,
    status: u16,
    title: &'static str,
    message: String,
    details: Vec<String>,
    way_on: String,
    back: Back,
    /// Shown only where an administrator must look into the log.
    request_id: Option<u64>,
}

impl ErrorPage {
    pub(crate) fn new(failure: &Failure, signed: Option<&Signed>, notice: Option<String>, id: Option<RequestId>) -> Self {
        let (title, message, way_on) = words(failure);
        let details = if let Failure::Invalid(messages) = failure { messages.clone() } else { Vec::new() };
        let (chrome, back) = match signed {
            Some(signed) => (signed.chrome(Nav::Nowhere), Back { href: "/", label: "回到工作台" }),
            None => (Chrome::anonymous(notice), Back { href: "/login", label: "去登录" }),
        };
        let request_id = id.filter(|_| *failure == Failure::Fault).map(|id| id.0);
        Self { chrome, status: failure.status().as_u16(), title, message, details, way_on, back, request_id }
    }
}

/// Title, what happened, what to do next.
fn words(failure: &Failure) -> (&'static str, String, String) {
    let (title, message, way_on) = match failure {
        Failure::NotFound => ("没有找到", "您要看的内容不存在，或者不在您的查看范围内。", "请核对编号，或从列表中打开。"),
        Failure::Forbidden => ("不能办理", "您的岗位不能做这一操作。", "需要办理时，请联系本单位负责人。"),
        Failure::StaleForm => ("表单已失效", "这张表单不是从当前登录中打开的，没有办理。", "请返回原页面刷新后重新填写。"),
        Failure::LoggedOut => ("登录已过期", "您已退出或登录已过期，刚才的操作没有办理。", "请重新登录后再办。"),
        Failure::Refused { message, way_on } => return ("没有办理", message.clone(), way_on.clone()),
        Failure::Invalid(_) => ("填写有误", "下列内容需要改正，没有办理。", "请返回上一页改正后重新提交。"),
        Failure::Conflict => ("已被他人更新", "该事项刚刚被他人更新，您的操作没有办理。", "请刷新页面，核对最新情况后再办。"),
        Failure::TooLarge => ("内容过大", "上传的文件或填写的内容超过了上限。", "请拆分文件后分次上传。"),
        Failure::BadRequest => ("无法识别的请求", "请求的内容不完整或格式不对，没有办理。", "请从页面上的按钮和链接重新操作。"),
        Failure::WrongMethod => ("无法识别的请求", "这个地址不能这样打开。", "请从页面上的按钮和链接重新操作。"),
        Failure::Fault => {
            ("系统出现故障", "系统没有完成这次操作，已记录故障。已经保存的内容不受影响。", "请稍后重试；仍然不行时请联系管理员。")
        }
    };
    (title, message.to_owned(), way_on.to_owned())
}
