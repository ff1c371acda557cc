//! Whose address a request came from, when proxies that we trust stand before us.

use std::{net::IpAddr, str::FromStr};

use http::HeaderMap;

/// A network of trusted proxies: `10.0.0.0/8`, `::1`, `192.0.2.7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

/// Not an address, and not an address with a prefix length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an address such as 10.0.0.1, or a network such as 10.0.0.0/8")]
pub struct NotANetwork;

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let (address, prefix) = match text.trim().split_once('/') {
            Some((address, prefix)) => (
                address,
                Some(prefix.parse::<u8>().map_err(|_| NotANetwork)?),
            ),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| NotANetwork)?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.unwrap_or(longest);
        if prefix > longest {
            Err(NotANetwork)
        } else {
            Ok(Self { address, prefix })
        }
    }
}

impl Network {
    /// Whether the address lies in this network.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let mask = u32::MAX
                    .checked_shl(32 - u32::from(self.prefix))
                    .unwrap_or(0);
                u32::from(own) & mask == u32::from(other) & mask
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let mask = u128::MAX
                    .checked_shl(128 - u32::from(self.prefix))
                    .unwrap_or(0);
                u128::from(own) & mask == u128::from(other) & mask
            }
            _ => false,
        }
    }
}

/// The client's address: the peer's, unless the peer is a trusted proxy. Then the last address of `X-Forwarded-For`
/// that no trusted proxy has: what stands left of it was written by the client and proves nothing.
pub fn address(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[Network]) -> Option<IpAddr> {
    let mut client = peer?.to_canonical();
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let forwarded: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    for hop in forwarded.into_iter().rev() {
        if !is_trusted(client) {
            break;
        }
        match hop.trim().parse::<IpAddr>() {
            Ok(address) => client = address.to_canonical(),
            Err(_) => break,
        }
    }
    Some(client)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn forwarded(value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", value.parse().unwrap());
        headers
    }

    #[test]
    fn a_stranger_cannot_choose_their_address() {
        let trusted = [Network::from_str("10.0.0.0/8").unwrap()];
        let found = address(
            Some(ip("203.0.113.9")),
            &forwarded("198.51.100.1"),
            &trusted,
        );
        assert_eq!(found, Some(ip("203.0.113.9")));
        assert_eq!(
            address(Some(ip("10.1.1.1")), &forwarded("198.51.100.1"), &[]),
            Some(ip("10.1.1.1"))
        );
    }

    #[test]
    fn behind_trusted_proxies_the_last_untrusted_hop_counts() {
        let trusted = [
            Network::from_str("10.0.0.0/8").unwrap(),
            Network::from_str("::1").unwrap(),
        ];
        let headers = forwarded("1.2.3.4, 198.51.100.1, 10.9.9.9");
        assert_eq!(
            address(Some(ip("10.1.1.1")), &headers, &trusted),
            Some(ip("198.51.100.1"))
        );
        assert_eq!(
            address(Some(ip("::1")), &headers, &trusted),
            Some(ip("198.51.100.1"))
        );
        assert_eq!(
            address(Some(ip("10.1.1.1")), &forwarded("nonsense"), &trusted),
            Some(ip("10.1.1.1"))
        );
    }

    #[test]
    fn networks_are_parsed_strictly() {
        assert!(Network::from_str("10.0.0.0/33").is_err());
        assert!(Network::from_str("proxy").is_err());
        assert!(
            Network::from_str("0.0.0.0/0")
                .unwrap()
                .contains(ip("8.8.8.8"))
        );
        assert!(
            !Network::from_str("2001:db8::/32")
                .unwrap()
                .contains(ip("2001:db9::1"))
        );
        assert!(
            Network::from_str("127.0.0.1")
                .unwrap()
                .contains(ip("::ffff:127.0.0.1"))
        );
    }
}
