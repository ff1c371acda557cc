//! Serving: open, migrate, found, serve, seal, stop.

use crate::{build_app::build_app, config::Config, files, library, mail::Mailer, metrics, say};
use anyhow::{Context, Result};
use app::web::{AppState, WebConfig};
use services::{
    Ctx,
    accounts::{LinkKey, Token, password, queries, setup},
    assessment::time_over::Timekeeper,
    audit::{key::SigningKey, sealer::Sealer},
    clock::Clock,
    content::rules::notices,
    demo, installation,
    jobs::Runner,
    store::Store,
    sweep::Sweeper,
};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
};

/// How long answers under way may take after the program was asked to stop.
const DRAIN: Duration = Duration::from_secs(20);

/// Opens the database, refusing one that is newer than this program, and migrates it.
///
/// # Errors
/// When it cannot be opened or migrated.
pub async fn open(config: &Config) -> Result<Store> {
    std::fs::create_dir_all(&config.data_dir)
        .with_context(|| format!("cannot make the data folder {}", config.data_dir.display()))?;
    let store = Store::connect(&config.database_url).await.map_err(whole)?;
    migrations::version::up(store.migration_connection()).await?;
    Ok(store)
}

/// An error of the services with its chain.
pub fn whole(error: services::Error) -> anyhow::Error {
    match error {
        services::Error::Internal(source) => anyhow::anyhow!("{source}"),
        other => other.into(),
    }
}

/// Serves until asked to stop.
///
/// # Errors
/// When the start fails; what goes wrong later is logged.
pub async fn serve(config: Config, empty: bool) -> Result<()> {
    let clock = Clock::system();
    let store = say::step("database", open(&config)).await?;
    let found = say::step(
        "content and people",
        first_start(&store, &clock, &config, empty),
    )
    .await?;
    password::warm_up().await.map_err(whole)?;
    let key = Arc::new(SigningKey::load_or_create(&config.signing_key_file).map_err(whole)?);
    let links = LinkKey::of(&key);
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.listen))?;
    let (stop, stopped) = watch::channel(false);
    if let Some(address) = config.metrics_listen {
        serve_metrics(address, stopped.clone()).await?;
    }
    let sealer = tokio::spawn(Sealer::new(store.clone(), clock.clone(), key).run(stopped.clone()));
    let mailer = Mailer::new(
        store.clone(),
        clock.clone(),
        links.clone(),
        config.address(),
        config.smtp.as_ref(),
    )?;
    let runner = Runner::new(store.clone(), clock.clone(), mailer);
    let runner = tokio::spawn(runner.run(stopped.clone()));
    let sweeper = Sweeper::new(store.clone(), clock.clone());
    let sweeper = tokio::spawn(sweeper.run(stopped.clone()));
    let timekeeper = Timekeeper::new(store.clone(), clock.clone());
    let timekeeper = tokio::spawn(timekeeper.run(stopped.clone()));
    // From here on whoever reads the greeting may ask it to stop, and is heard.
    let mut signals = Signals::listen()?;
    // The people of a demo are made up; nobody reads their mail.
    let watched = (config.smtp.is_some() && !found.demo).then(|| {
        let watch = notices::Watch::new(store.clone(), clock.clone());
        tokio::spawn(watch.run(stopped.clone()))
    });
    greet(&config, &found);
    let state = AppState::new(
        store.clone(),
        clock,
        files::assets()?,
        WebConfig {
            secure_cookies: config.https(),
            trusted_proxies: config.trusted_proxies.clone(),
            demo: found.demo,
            mail: config.smtp.is_some(),
            privacy_contact: config.privacy_contact.clone(),
            safety: config.safety_routes.clone(),
            links,
            address: config.address(),
        },
    );
    let app = build_app(state).into_make_service_with_connect_info::<SocketAddr>();
    let asked = async move {
        signals.asked_to_stop().await;
        say::line("Stopping: answering what is under way.");
        stop.send_replace(true);
    };
    let mut late = stopped.clone();
    let served = axum::serve(listener, app).with_graceful_shutdown(asked);
    tokio::select! {
        done = served => done?,
        () = async { let _ = late.wait_for(|s| *s).await; tokio::time::sleep(DRAIN).await } => {
            tracing::warn!("some answers took too long and were dropped");
        }
    }
    // What was begun is finished and written down; the sealer comes last and seals it.
    runner.await?;
    sweeper.await?;
    timekeeper.await?;
    if let Some(watched) = watched {
        watched.await?;
    }
    sealer.await?;
    store.close().await.map_err(whole)?;
    Ok(())
}

/// What the first start made, for the greeting.
struct Found {
    demo: bool,
    /// Printed once, when this start made it up.
    demo_password: Option<String>,
    setup_link: Option<Token>,
}

async fn first_start(store: &Store, clock: &Clock, config: &Config, empty: bool) -> Result<Found> {
    let ctx = Ctx::system(clock.clone(), "setup");
    let there = installation::find(store).await.map_err(whole)?;
    if there.is_none() {
        library::import_embedded(store, &ctx.with_new_key()).await?;
    }
    let mut found = Found {
        demo: there.as_ref().is_some_and(|i| i.demo),
        demo_password: None,
        setup_link: None,
    };
    if there.is_none() && !empty && queries::nobody(store).await.map_err(whole)? {
        let password = config
            .demo_password
            .clone()
            .unwrap_or_else(made_up_password);
        demo::create(store, &ctx, &password).await.map_err(whole)?;
        found.demo = true;
        found.demo_password = Some(password);
        return Ok(found);
    }
    installation::ensure(store, &ctx.with_new_key(), false)
        .await
        .map_err(whole)?;
    if !found.demo {
        found.setup_link = setup::open_first(store, &ctx.with_new_key())
            .await
            .map_err(whole)?;
    }
    Ok(found)
}

/// 100 random bits: nobody guesses it, and it is printed once.
fn made_up_password() -> String {
    Token::random().to_string().chars().take(18).collect()
}

fn greet(config: &Config, found: &Found) {
    let address = config.address();
    say::line(&format!("\nJasin serves at {address}"));
    if let Some(link) = &found.setup_link {
        say::line(&format!(
            "\nThere is no administrator yet. This link makes the first one; it works once, for seven days:\n  {address}/set-up/{link}"
        ));
    }
    if found.demo {
        say::line("\nA demo company with made-up people. Sign in as:");
        for person in demo::sign_ins() {
            say::line(&format!(
                "  {:<14} {:<8} {}",
                person.role.code(),
                person.employee_number,
                person.name
            ));
        }
        match &found.demo_password {
            Some(password) => say::line(&format!("Password of all of them: {password}")),
            None => say::line("The password was printed, or chosen, when the company was made."),
        }
    }
}

async fn serve_metrics(address: SocketAddr, mut stopped: watch::Receiver<bool>) -> Result<()> {
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address} for metrics"))?;
    let router = metrics::router(metrics::install()?);
    let stop = async move {
        let _ = stopped.wait_for(|s| *s).await;
    };
    tokio::spawn(async move {
        axum::serve(listener, router)
            .with_graceful_shutdown(stop)
            .await
    });
    Ok(())
}

/// The signals that ask the program to stop: the service manager's and the keyboard's.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Takes the signals over. Until then each ends the program on the spot.
    fn listen() -> Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn asked_to_stop(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
