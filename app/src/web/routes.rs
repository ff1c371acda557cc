//! Every route with the gate before it. Nothing is reachable that is not registered here.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    handler::Handler,
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
    routing::{self, MethodRouter},
};
use domain::policy::Action;
use http::Method;
use leptos::server_fn::ServerFn;

use super::{AppError, AppState, Cx, api, error, forms, kept::Kept, resume};

/// Who may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Everyone.
    Public,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever has a role that opens the action; the command or query behind looks closer.
    Needs(Action),
}

/// One method of one address.
#[derive(Clone, Debug)]
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// The path, as axum writes it.
    pub path: &'static str,
    /// Who may pass.
    pub gate: Gate,
}

/// The site's routes, and the list of them for the policy test.
#[derive(Default)]
pub struct Routes {
    routes: Vec<(Route, MethodRouter<AppState>)>,
}

impl Routes {
    /// A page.
    pub fn get<H, T>(self, path: &'static str, gate: Gate, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add(Method::GET, path, gate, routing::get(handler))
    }

    /// A change.
    pub fn post<H, T>(self, path: &'static str, gate: Gate, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add(Method::POST, path, gate, routing::post(handler))
    }

    /// A server function that an island calls.
    pub fn server_fn<F: ServerFn>(self, gate: Gate) -> Self {
        self.post(F::PATH, gate, api::handle)
    }

    /// A change that may be as large as a file: `limit` in bytes.
    pub fn post_large<H, T>(self, path: &'static str, gate: Gate, limit: usize, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        let router = routing::post(handler).layer(DefaultBodyLimit::max(limit));
        self.add(Method::POST, path, gate, router)
    }

    fn add(
        mut self,
        method: Method,
        path: &'static str,
        gate: Gate,
        router: MethodRouter<AppState>,
    ) -> Self {
        self.routes.push((Route { method, path, gate }, router));
        self
    }

    /// Everything that is registered.
    pub fn list(&self) -> impl Iterator<Item = &Route> {
        self.routes.iter().map(|(route, _)| route)
    }

    /// The router, each route behind its gate, unknown addresses answered with a page.
    pub fn into_router(self, state: AppState) -> Router {
        let mut router = Router::new();
        for (route, handler) in self.routes {
            let gate = from_fn_with_state((state.clone(), route.gate), enforce);
            router = router.route(route.path, handler.route_layer(gate));
        }
        router.fallback(error::not_found_page).with_state(state)
    }
}

/// All routes of the site.
pub fn all() -> Routes {
    [
        crate::home::routes,
        crate::accounts::routes,
        crate::content::routes,
        crate::assessment::routes,
        crate::stories::routes,
        crate::audit::routes,
        crate::training::routes,
        crate::reporting::routes,
        crate::catalogue::routes,
    ]
    .into_iter()
    .fold(Routes::default(), |routes, add| add(routes))
}

/// Stands before each handler: reads who asks, lets pass or answers, and turns errors into pages.
async fn enforce(
    State((state, gate)): State<(AppState, Gate)>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let cx = Cx::of(&parts, &state).await;
    parts.extensions.insert(cx.clone());
    let (request, kept) = match Kept::of(Request::from_parts(parts, body)).await {
        Ok(read) => read,
        Err(error) => return error::page(&cx, error),
    };
    let is_api = request.uri().path().starts_with(api::PREFIX);
    let answer = match gate {
        // Not the time to ask anybody to sign in.
        Gate::SignedIn | Gate::Needs(_) if cx.unknown => AppError::Unavailable.into_response(),
        Gate::SignedIn | Gate::Needs(_) if cx.session.is_none() && is_api => {
            return api::signed_out(&cx);
        }
        Gate::SignedIn | Gate::Needs(_) if cx.session.is_none() => {
            let method = request.method().clone();
            let kept = if kept.is_empty() && method == Method::POST {
                Kept::of_upload(request).await
            } else {
                kept
            };
            return sign_in_first(&cx, &method, &kept);
        }
        Gate::Needs(action) if !cx.may(action) => AppError::Forbidden.into_response(),
        _ => next.run(request).await,
    };
    if is_api {
        return api::settled(&cx, answer);
    }
    let is_page = answer
        .headers()
        .contains_key(http::header::CONTENT_SECURITY_POLICY);
    match answer.extensions().get::<AppError>().copied() {
        Some(error) if !is_page => error::page_keeping(&cx, error, &kept),
        // What an extractor refused: a body that is no form, or is too large.
        None if !is_page => match AppError::from_status(answer.status()) {
            Some(error) => error::page_keeping(&cx, error, &kept),
            None => answer,
        },
        _ => answer,
    }
}

/// Who asks for a page signs in and comes back to it; who sent a form finds all they typed.
fn sign_in_first(cx: &Cx, method: &Method, kept: &Kept) -> Response {
    if !kept.is_empty() {
        return resume::page(cx, kept);
    }
    let back = if *method == Method::POST {
        cx.bare_path()
    } else {
        cx.path.as_str()
    };
    Redirect::to(&format!("/sign-in?back={}", forms::encode(back))).into_response()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn only_these_are_open_to_everyone() {
        let routes = all();
        let open: BTreeSet<String> = routes
            .list()
            .filter(|route| route.gate == Gate::Public)
            .map(|route| format!("{} {}", route.method, route.path))
            .collect();
        let expected = [
            "GET /privacy",
            "GET /set-up",
            "GET /set-up/{token}",
            "GET /sign-in",
            "GET /sign-in/forgot",
            "POST /preferences",
            "POST /set-up",
            "POST /set-up/{token}",
            "POST /sign-in",
            "POST /sign-in/forgot",
            "POST /sign-out",
        ];
        assert_eq!(open, expected.map(str::to_owned).into());
    }

    #[test]
    fn no_route_is_registered_twice_and_changes_are_posts() {
        let routes = all();
        let mut seen = BTreeSet::new();
        for route in routes.list() {
            assert!(
                seen.insert((route.method.to_string(), route.path)),
                "{route:?} twice"
            );
            assert!(
                [Method::GET, Method::POST].contains(&route.method),
                "{route:?}"
            );
        }
    }

    #[test]
    fn an_address_that_takes_forms_can_be_reloaded() {
        let routes = all();
        let pages: BTreeSet<&str> = routes
            .list()
            .filter(|route| route.method == Method::GET)
            .map(|route| route.path)
            .collect();
        let alone: Vec<&str> = routes
            .list()
            .filter(|route| route.method == Method::POST && !pages.contains(route.path))
            .filter(|route| !route.path.starts_with(api::PREFIX))
            .map(|route| route.path)
            .collect();
        // Both only redirect, so nobody ever stays on them.
        assert_eq!(alone, ["/sign-out", "/preferences"]);
    }
}
