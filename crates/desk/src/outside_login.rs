//! 统一身份认证: logging in with the city's own identity service, by OpenID Connect (authorisation code with PKCE).
//!
//! Whom the other side vouches for has an account here already: an administrator ties the two together. Nobody is let in, and no
//! account is made, by what a token says of itself.

use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreJwsSigningAlgorithm, CoreProviderMetadata};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, TokenResponse,
};
use store::outside::{OutsideAccount, OutsideStep};

use crate::login::{self, LoginRefusal, Origin, token_hash};
use crate::{Desk, DeskError};

/// A login that left has to come back within so long.
const WAIT: SignedDuration = SignedDuration::from_mins(10);
/// What another server has to answer within.
const ANSWER: std::time::Duration = std::time::Duration::from_secs(10);
/// Largest answer that is read, in bytes.
const ANSWER_BYTES: u64 = 1024 * 1024;

/// Signatures with the other side's private key. Never a code under a shared secret, and never none.
const SIGNED: [CoreJwsSigningAlgorithm; 10] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EcdsaP521Sha512,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// The identity service of the city, as the configuration names it.
#[derive(Clone, Debug)]
pub struct Service {
    /// What the button says, e.g. `岳阳市统一身份认证`.
    pub label: String,
    issuer: IssuerUrl,
    client_id: ClientId,
    client_secret: Option<ClientSecret>,
    redirect: RedirectUrl,
    agent: ureq::Agent,
}

/// Where the browser goes.
pub struct Departure {
    pub address: String,
    /// Goes into a cookie, so that no other browser can end this login.
    pub state: String,
}

/// Who came back, and where they were going.
pub struct Arrival {
    /// Of the session.
    pub token: String,
    pub next: String,
}

/// The other side could not be reached or did not answer as the standard asks. Nothing of its answer is told.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Unreachable(String);

impl Service {
    /// # Errors
    /// A Chinese sentence that names the setting: addresses must be HTTPS, but for services on this machine.
    pub fn new(label: &str, issuer: &str, client_id: &str, client_secret: Option<String>, redirect: &str) -> Result<Self, DeskError> {
        for (setting, address) in [("issuer", issuer), ("redirect", redirect)] {
            let is_here = ["http://127.0.0.1:", "http://localhost:"].iter().any(|start| address.starts_with(start));
            if !address.starts_with("https://") && !is_here {
                return Err(DeskError::File(format!("统一身份认证的 {setting} 应为 https:// 开头的地址")));
            }
        }
        let wrong = |setting: &str| DeskError::File(format!("统一身份认证的 {setting} 不是有效的地址"));
        // A redirect could lead our request to a machine in the house.
        let agent = ureq::Agent::config_builder().timeout_global(Some(ANSWER)).max_redirects(0).http_status_as_error(false).build().into();
        Ok(Self {
            label: label.to_owned(),
            issuer: IssuerUrl::new(issuer.to_owned()).map_err(|_| wrong("issuer"))?,
            client_id: ClientId::new(client_id.to_owned()),
            client_secret: client_secret.map(ClientSecret::new),
            redirect: RedirectUrl::new(redirect.to_owned()).map_err(|_| wrong("redirect"))?,
            agent,
        })
    }

    fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Unreachable> {
        let unreachable = |_: ureq::Error| Unreachable("统一身份认证没有响应".to_owned());
        let (parts, mut body) = self.agent.run(request).map_err(unreachable)?.into_parts();
        let bytes = body.with_config().limit(ANSWER_BYTES).read_to_vec().map_err(unreachable)?;
        Ok(HttpResponse::from_parts(parts, bytes))
    }

    /// What the other side says of itself now; its keys change, so it is asked each time.
    fn metadata(&self) -> Result<CoreProviderMetadata, Unreachable> {
        CoreProviderMetadata::discover(&self.issuer, &|request| self.ask(request)).map_err(|error| {
            tracing::warn!(%error, "the identity service could not be discovered");
            Unreachable("统一身份认证暂时不可用".to_owned())
        })
    }

    /// The subject of a token that is as the standard asks: signed with a key of the other side, for us, of now, with our nonce.
    fn subject(&self, code: String, step: OutsideStep) -> Result<String, Unreachable> {
        let refused = |_| Unreachable("统一身份认证没有确认登录".to_owned());
        let client = CoreClient::from_provider_metadata(self.metadata()?, self.client_id.clone(), self.client_secret.clone())
            .set_redirect_uri(self.redirect.clone());
        let exchange = client.exchange_code(AuthorizationCode::new(code)).map_err(|error| {
            tracing::warn!(%error, "the identity service has no token endpoint");
            Unreachable("统一身份认证暂时不可用".to_owned())
        })?;
        let tokens = exchange.set_pkce_verifier(PkceCodeVerifier::new(step.verifier)).request(&|request| self.ask(request));
        let tokens = tokens.inspect_err(|error| {
            tracing::warn!(error = %kind_of(error), "the identity service refused the code");
        });
        let tokens = tokens.map_err(refused)?;
        let id_token = tokens.id_token().ok_or_else(|| Unreachable("统一身份认证没有给出身份".to_owned()))?;
        let verifier = client.id_token_verifier().set_allowed_algs(SIGNED);
        let claims = id_token.claims(&verifier, &Nonce::new(step.nonce)).map_err(|error| {
            // Says which rule was broken, nothing of the person.
            tracing::warn!(%error, "a token of the identity service was refused");
            Unreachable("统一身份认证给出的身份没有通过核验".to_owned())
        })?;
        if claims.authorized_party().is_some_and(|party| *party != self.client_id) {
            return Err(Unreachable("统一身份认证给出的身份没有通过核验".to_owned()));
        }
        if let Some(expected) = claims.access_token_hash() {
            let hash = openidconnect::AccessTokenHash::from_token(
                openidconnect::OAuth2TokenResponse::access_token(&tokens),
                id_token.signing_alg().map_err(|_| Unreachable("统一身份认证给出的身份没有通过核验".to_owned()))?,
                id_token.signing_key(&verifier).map_err(|_| Unreachable("统一身份认证给出的身份没有通过核验".to_owned()))?,
            );
            if hash.ok().as_ref() != Some(expected) {
                return Err(Unreachable("统一身份认证给出的身份没有通过核验".to_owned()));
            }
        }
        Ok(claims.subject().as_str().to_owned())
    }
}

/// Which way a request for a token failed, without what was in the answer.
fn kind_of<RE: std::error::Error, T: openidconnect::ErrorResponse>(error: &openidconnect::RequestTokenError<RE, T>) -> &'static str {
    match error {
        openidconnect::RequestTokenError::ServerResponse(_) => "an error response",
        openidconnect::RequestTokenError::Request(_) => "no answer",
        openidconnect::RequestTokenError::Parse(..) => "an answer that is no token",
        openidconnect::RequestTokenError::Other(_) => "another error",
    }
}

/// Sends a browser to the other side.
#[crate::boxed]
pub async fn depart(desk: &Desk, service: &Service, next: &str, now: Timestamp) -> Result<Departure, LoginRefusal> {
    let asked = service.clone();
    let metadata = apart(move || asked.metadata()).await?;
    let client = CoreClient::from_provider_metadata(metadata, service.client_id.clone(), service.client_secret.clone())
        .set_redirect_uri(service.redirect.clone());
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (address, state, nonce) = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
        .set_pkce_challenge(challenge)
        .url();
    let step = OutsideStep {
        token_hash: token_hash(state.secret()),
        nonce: nonce.secret().clone(),
        verifier: verifier.secret().clone(),
        next: next.to_owned(),
        ends_at: now + WAIT,
    };
    store::transact!(desk.store(), async |tx| -> Result<(), store::StoreError> { store::outside::send(tx, &step, now).await })?;
    Ok(Departure { address: address.into(), state: state.secret().clone() })
}

/// Lets a browser in that came back. `state` is what came with it and stood in its cookie too: the caller compares the two.
pub async fn arrive(
    desk: &Desk,
    service: &Service,
    state: &str,
    code: &str,
    origin: Origin<'_>,
    now: Timestamp,
) -> Result<Arrival, LoginRefusal> {
    let hash = token_hash(state);
    let step = store::transact!(desk.store(), async |tx| -> Result<_, store::StoreError> { store::outside::take(tx, &hash).await })?;
    let step = step.filter(|step| step.ends_at > now).ok_or(LoginRefusal::StepEnded)?;
    let next = step.next.clone();
    let (asked, code) = (service.clone(), code.to_owned());
    let subject = apart(move || asked.subject(code, step)).await?;
    let mut tx = desk.store().read().await?;
    let account = match store::outside::account_of(&mut tx, service.issuer.as_str(), &subject).await? {
        Some(id) => store::account::get(&mut tx, id).await?.filter(|account| !account.disabled),
        None => None,
    };
    drop(tx);
    let account = account.ok_or(LoginRefusal::NotLinked)?;
    let subject = login::subject_of_login(desk, &account.login);
    Ok(Arrival { token: login::open_session(desk, account.id, &subject, origin, now).await?, next })
}

/// Requests wait for another machine: not on a thread that serves others.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T, Unreachable> + Send + 'static) -> Result<T, LoginRefusal> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| DeskError::Fault("统一身份认证登录时程序出错".into()))?
        .map_err(|Unreachable(message)| LoginRefusal::Outside(message))
}

/// Ties a person at the other side to an account.
#[crate::boxed]
pub async fn link(desk: &Desk, login: &str, issuer: &str, subject: &str, now: Timestamp) -> Result<(), DeskError> {
    if issuer.is_empty() || subject.is_empty() {
        return Err(DeskError::invalid("subject", "请给出 issuer 和 subject"));
    }
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let account = store::account::by_login(tx, login).await?.ok_or_else(|| DeskError::invalid("login", "没有这个账号"))?;
        let tie = OutsideAccount { issuer: issuer.to_owned(), subject: subject.to_owned(), account_id: account.id, linked_at: now };
        Ok(store::outside::link(tx, &tie).await?)
    })
}

/// Cuts every tie of an account; how many there were.
#[crate::boxed]
pub async fn unlink(desk: &Desk, login: &str) -> Result<u64, DeskError> {
    store::transact!(desk.store(), async |tx| -> Result<u64, DeskError> {
        let account = store::account::by_login(tx, login).await?.ok_or_else(|| DeskError::invalid("login", "没有这个账号"))?;
        Ok(store::outside::unlink(tx, account.id).await?)
    })
}
