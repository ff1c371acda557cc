//! Files to begin with: an example, and the header alone.

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};
use services::accounts::import::COLUMNS;

use super::words::column_name;
use crate::web::{Cx, PageResult};

fn csv(cx: &Cx, name: &'static str, lines: &[[&str; 14]]) -> Response {
    let names = COLUMNS.iter().map(|c| column_name(cx.language, *c));
    // The byte order mark lets spreadsheets see that it is UTF-8.
    let mut text = String::from("\u{feff}");
    text.push_str(&names.collect::<Vec<_>>().join(","));
    text.push_str("\r\n");
    for line in lines {
        text.push_str(&line.join(","));
        text.push_str("\r\n");
    }
    let mut headers = HeaderMap::new();
    let kind = http::HeaderValue::from_static("text/csv; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    if let Ok(value) = http::HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    (headers, text).into_response()
}

/// A file with the header only.
pub async fn template(cx: Cx) -> PageResult {
    Ok(csv(&cx, "jasin-people-template.csv", &[]))
}

/// A file with made-up rows of each kind.
pub async fn example(cx: Cx) -> PageResult {
    let lines = [
        [
            "HB-3001",
            "문가은",
            "gaeun.moon@hanbit.example",
            "ko",
            "HBP",
            "SALES",
            "HB-3002",
            "MR",
            "서울",
            "Asia/Seoul",
            "employee",
            "no",
            "2026-12-01",
            "",
        ],
        [
            "HB-3002",
            "서도윤",
            "doyun.seo@hanbit.example",
            "ko",
            "HBP",
            "SALES",
            "",
            "영업팀장",
            "서울",
            "Asia/Seoul",
            "employee",
            "no",
            "2026-12-01",
            "",
        ],
        [
            "HB-3003",
            "Alex Reed",
            "",
            "en",
            "HBUK",
            "MEDICAL",
            "",
            "MSL",
            "London",
            "Europe/London",
            "contractor",
            "no",
            "2026-12-01",
            "2027-11-30",
        ],
    ];
    Ok(csv(&cx, "jasin-people-example.csv", &lines))
}
