//! Icons of Lucide (ISC, see LUCIDE-LICENSE.txt), drawn inline. Beside a text they are silent; alone they need a name.

use leptos::prelude::*;

/// Which icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// Done.
    Check,
    /// Well, valid, ready.
    CircleCheck,
    /// Soon, look here.
    TriangleAlert,
    /// Overdue, harm.
    CircleAlert,
    /// To know.
    Info,
    /// Begun.
    Circle,
    /// Not begun.
    CircleDashed,
    /// Time, deadlines.
    Clock,
    /// On.
    ArrowRight,
    /// Back.
    ArrowLeft,
    /// Opens below.
    ChevronDown,
    /// Take away, close.
    X,
    /// Find.
    Search,
    /// To a file.
    Download,
    /// From a file.
    Upload,
    /// On paper.
    Printer,
    /// One more.
    Plus,
    /// Not open.
    Lock,
    /// Reading, courses.
    BookOpen,
    /// A document.
    FileText,
    /// Saying, stories.
    MessageCircle,
    /// People.
    Users,
    /// One person.
    User,
    /// Verified.
    ShieldCheck,
    /// Home.
    House,
    /// Change.
    Pencil,
    /// Off it goes.
    Send,
}

impl Glyph {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Check,
        Self::CircleCheck,
        Self::TriangleAlert,
        Self::CircleAlert,
        Self::Info,
        Self::Circle,
        Self::CircleDashed,
        Self::Clock,
        Self::ArrowRight,
        Self::ArrowLeft,
        Self::ChevronDown,
        Self::X,
        Self::Search,
        Self::Download,
        Self::Upload,
        Self::Printer,
        Self::Plus,
        Self::Lock,
        Self::BookOpen,
        Self::FileText,
        Self::MessageCircle,
        Self::Users,
        Self::User,
        Self::ShieldCheck,
        Self::House,
        Self::Pencil,
        Self::Send,
    ];

    /// The drawing, on 24 by 24.
    const fn paths(self) -> &'static str {
        match self {
            Self::Check => r##"<path d="M20 6 9 17l-5-5"/>"##,
            Self::CircleCheck => {
                r##"<circle cx="12" cy="12" r="10"/><path d="m16 9-5.5 5.5L8 12"/>"##
            }
            Self::TriangleAlert => {
                r##"<path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3"/><path d="M12 9v4"/><path d="M12 17h.01"/>"##
            }
            Self::CircleAlert => {
                r##"<circle cx="12" cy="12" r="10"/><line x1="12" x2="12" y1="8" y2="12"/><line x1="12" x2="12.01" y1="16" y2="16"/>"##
            }
            Self::Info => {
                r##"<circle cx="12" cy="12" r="10"/><path d="M12 16v-4"/><path d="M12 8h.01"/>"##
            }
            Self::Circle => r##"<circle cx="12" cy="12" r="10"/>"##,
            Self::CircleDashed => {
                r##"<path d="M10.1 2.182a10 10 0 0 1 3.8 0"/><path d="M13.9 21.818a10 10 0 0 1-3.8 0"/><path d="M17.609 3.721a10 10 0 0 1 2.69 2.7"/><path d="M2.182 13.9a10 10 0 0 1 0-3.8"/><path d="M20.279 17.609a10 10 0 0 1-2.7 2.69"/><path d="M21.818 10.1a10 10 0 0 1 0 3.8"/><path d="M3.721 6.391a10 10 0 0 1 2.7-2.69"/><path d="M6.391 20.279a10 10 0 0 1-2.69-2.7"/>"##
            }
            Self::Clock => r##"<circle cx="12" cy="12" r="10"/><path d="M12 6v6l4 2"/>"##,
            Self::ArrowRight => r##"<path d="M5 12h14"/><path d="m12 5 7 7-7 7"/>"##,
            Self::ArrowLeft => r##"<path d="m12 19-7-7 7-7"/><path d="M19 12H5"/>"##,
            Self::ChevronDown => r##"<path d="m6 9 6 6 6-6"/>"##,
            Self::X => r##"<path d="M18 6 6 18"/><path d="m6 6 12 12"/>"##,
            Self::Search => r##"<path d="m21 21-4.34-4.34"/><circle cx="11" cy="11" r="8"/>"##,
            Self::Download => {
                r##"<path d="M12 15V3"/><path d="M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4"/><path d="m7 10 5 5 5-5"/>"##
            }
            Self::Upload => {
                r##"<path d="M12 3v12"/><path d="m17 8-5-5-5 5"/><path d="M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4"/>"##
            }
            Self::Printer => {
                r##"<path d="M6 18H4a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-2"/><path d="M6 9V3a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v6"/><rect x="6" y="14" width="12" height="8" rx="1"/>"##
            }
            Self::Plus => r##"<path d="M5 12h14"/><path d="M12 5v14"/>"##,
            Self::Lock => {
                r##"<rect width="18" height="11" x="3" y="11" rx="2" ry="2"/><path d="M7 11V7a5 5 0 0 1 10 0v4"/>"##
            }
            Self::BookOpen => {
                r##"<path d="M12 5v16"/><path d="M20.001 19A2 2 0 0022 17V5a2 2 0 00-1.999-2L16 3.002A5 5 0 0012 5a5 5 0 00-4-2H4a2 2 0 00-2 2v12a2 2 0 001.999 2H8a5 5 0 014 2 5 5 0 014-2z"/>"##
            }
            Self::FileText => {
                r##"<path d="M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 8v12a2 2 0 0 1-2 2z"/><path d="M14 2v5a1 1 0 0 0 1 1h5"/><path d="M10 9H8"/><path d="M16 13H8"/><path d="M16 17H8"/>"##
            }
            Self::MessageCircle => {
                r##"<path d="M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 2 0 0 1 1.099.092 10 10 0 1 0-4.777-4.719"/>"##
            }
            Self::Users => {
                r##"<path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2"/><path d="M16 3.128a4 4 0 0 1 0 7.744"/><path d="M22 21v-2a4 4 0 0 0-3-3.87"/><circle cx="9" cy="7" r="4"/>"##
            }
            Self::User => {
                r##"<path d="M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2"/><circle cx="12" cy="7" r="4"/>"##
            }
            Self::ShieldCheck => {
                r##"<path d="M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z"/><path d="m9 12 2 2 4-4"/>"##
            }
            Self::House => {
                r##"<path d="M15 21v-8a1 1 0 0 0-1-1h-4a1 1 0 0 0-1 1v8"/><path d="M3 10a2 2 0 0 1 .709-1.528l7-6a2 2 0 0 1 2.582 0l7 6A2 2 0 0 1 21 10v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z"/>"##
            }
            Self::Pencil => {
                r##"<path d="M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z"/><path d="m15 5 4 4"/>"##
            }
            Self::Send => {
                r##"<path d="M14.536 21.686a.5.5 0 0 0 .937-.024l6.5-19a.496.496 0 0 0-.635-.635l-19 6.5a.5.5 0 0 0-.024.937l7.93 3.18a2 2 0 0 1 1.112 1.11z"/><path d="m21.854 2.147-10.94 10.939"/>"##
            }
        }
    }
}

/// An icon as large as the text around it.
#[component]
pub fn Icon(
    /// Which.
    glyph: Glyph,
    /// What it says when no text stands beside it.
    #[prop(optional, into)]
    name: Option<String>,
) -> impl IntoView {
    let silent = name.is_none();
    view! {
        <svg
            class="icon"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
            focusable="false"
            role=(!silent).then_some("img")
            aria-label=name
            aria-hidden=silent.then_some("true")
            inner_html=glyph.paths()
        ></svg>
    }
}
