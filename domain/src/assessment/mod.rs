//! Assessment: grading, certainty, and the paths through scenarios. An answer is graded here, on the server's
//! side of the line: nothing in this module is given to a browser before its answer is in.

mod certainty;
mod given;
pub mod limits;
mod order;
mod quiz;
mod scenario;
mod short;

pub use certainty::{Calibration, Certainty};
pub use given::{Given, ItemKind, Key, NoOrder, placed};
pub use order::{draw, mixed, order};
pub use quiz::{QuizResult, is_right};
pub use scenario::{
    Compare, Explored, Gauge, Gauges, HARM_CAP, Map, Move, Need, Node, Play, TurnError, Way,
    explore, path_percent,
};
pub use short::{SHORT_MAX, plain, recognise};
