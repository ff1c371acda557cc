//! Fields of one line and lists to choose from, each with its label, its hint, and its message beside it.

use leptos::prelude::*;

use super::FormState;

/// A field of one line.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name in the form.
    pub name: &'static str,
    /// What stands above it.
    pub label: String,
    /// `text`, `email`, `password`.
    pub kind: &'static str,
    /// For password managers: `username`, `current-password`, …
    pub autocomplete: &'static str,
    /// A sentence below the label.
    pub hint: Option<String>,
    /// Whether it must be filled.
    pub required: bool,
    /// Which of several forms on the page it belongs to; empty when there is one.
    pub form: String,
    /// How many characters it takes at the most, where that is few.
    pub longest: Option<usize>,
}

impl Input {
    /// A field for text.
    pub fn text(name: &'static str, label: String) -> Self {
        Self {
            name,
            label,
            kind: "text",
            autocomplete: "off",
            hint: None,
            required: true,
            form: String::new(),
            longest: None,
        }
    }

    /// A field for a password: what was typed is never sent back.
    pub fn password(name: &'static str, label: String, autocomplete: &'static str) -> Self {
        Self {
            kind: "password",
            autocomplete,
            ..Self::text(name, label)
        }
    }

    /// May stay empty.
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// With a sentence below the label.
    pub fn hint(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }

    /// With a name for password managers.
    pub fn autocomplete(mut self, autocomplete: &'static str) -> Self {
        self.autocomplete = autocomplete;
        self
    }

    /// As a field of one of several forms on a page, so that their ids differ and a message stands in its own form.
    pub fn within(mut self, form: impl Into<String>) -> Self {
        self.form = form.into();
        self
    }

    /// For so many characters at the most.
    pub fn longest(mut self, characters: usize) -> Self {
        self.longest = Some(characters);
        self
    }

    /// The field with what was typed and its message.
    pub fn view(self, state: &FormState) -> impl IntoView + use<> {
        let Self {
            name,
            label,
            kind,
            autocomplete,
            hint,
            required,
            form,
            longest,
        } = self;
        let shown = Shown::of(state, &form, name);
        let (id, error) = (shown.id, shown.error);
        // A password is never sent back.
        let value = Some(shown.value).filter(|_| kind != "password");
        let invalid = error.is_some();
        let described = described_by(&id, hint.is_some(), invalid);
        view! {
            <div class="field" class:field-invalid=invalid>
                <label for=format!("field-{id}")>{label}</label>
                {hint.map(|hint| view! { <p class="hint" id=format!("hint-{id}")>{hint}</p> })}
                {error.map(|error| view! { <p class="field-error" id=format!("error-{id}")>{error}</p> })}
                <input
                    id=format!("field-{id}")
                    name=name
                    type=kind
                    value=value.unwrap_or_default()
                    autocomplete=autocomplete
                    required=required
                    maxlength=longest
                    aria-invalid=invalid.then_some("true")
                    aria-describedby=described
                />
            </div>
        }
    }
}

/// A field with a choice from a list.
pub fn select(
    name: &'static str,
    label: String,
    options: Vec<(String, String)>,
    state: &FormState,
) -> impl IntoView + use<> {
    let chosen = state.fields.get(name).to_owned();
    let error = state.errors.get(name);
    let invalid = error.is_some();
    let options = options
        .into_iter()
        .map(|(value, text)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect_view();
    view! {
        <div class="field" class:field-invalid=invalid>
            <label for=format!("field-{name}")>{label}</label>
            {error.map(|error| view! { <p class="field-error" id=format!("error-{name}")>{error}</p> })}
            <select
                id=format!("field-{name}")
                name=name
                aria-invalid=invalid.then_some("true")
                aria-describedby=described_by(name, false, invalid)
            >
                {options}
            </select>
        </div>
    }
}

/// The part of the ids that belong to a field.
pub(super) fn id_of(form: &str, name: &str) -> String {
    if form.is_empty() {
        name.to_owned()
    } else {
        format!("{form}-{name}")
    }
}

pub(super) fn described_by(name: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (false, false) => None,
        (true, false) => Some(format!("hint-{name}")),
        (false, true) => Some(format!("error-{name}")),
        (true, true) => Some(format!("hint-{name} error-{name}")),
    }
}

/// What a control shows: its value and message, if the state is that of its own form.
pub(super) struct Shown {
    pub(super) id: String,
    pub(super) value: String,
    pub(super) error: Option<String>,
}

impl Shown {
    pub(super) fn of(state: &FormState, form: &str, name: &str) -> Self {
        let ours = state.errors.form == form;
        let typed = ours.then(|| state.fields.get(name).to_owned());
        Self {
            id: id_of(form, name),
            value: typed.unwrap_or_default(),
            error: ours.then(|| state.errors.get(name)).flatten(),
        }
    }

    pub(super) fn hint(&self, hint: Option<String>) -> Option<impl IntoView + use<>> {
        let id = format!("hint-{}", self.id);
        hint.map(|hint| view! { <p class="hint" id=id>{hint}</p> })
    }

    pub(super) fn message(&self) -> Option<impl IntoView + use<>> {
        let id = format!("error-{}", self.id);
        self.error
            .clone()
            .map(|error| view! { <p class="field-error" id=id>{error}</p> })
    }
}
