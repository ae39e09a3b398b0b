//! Licences that catalogs of data know by a name.

/// A licence as machines name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Licence {
    /// SPDX identifier.
    pub(super) spdx: &'static str,
    /// Full name.
    pub(super) title: &'static str,
    /// Where it can be read.
    pub(super) url: &'static str,
}

const KNOWN: [Licence; 11] = [
    Licence {
        spdx: "CC0-1.0",
        title: "Creative Commons Zero 1.0 Universal",
        url: "https://creativecommons.org/publicdomain/zero/1.0/",
    },
    Licence {
        spdx: "CC-BY-4.0",
        title: "Creative Commons Attribution 4.0 International",
        url: "https://creativecommons.org/licenses/by/4.0/",
    },
    Licence {
        spdx: "CC-BY-SA-4.0",
        title: "Creative Commons Attribution-ShareAlike 4.0 International",
        url: "https://creativecommons.org/licenses/by-sa/4.0/",
    },
    Licence {
        spdx: "CC-BY-NC-4.0",
        title: "Creative Commons Attribution-NonCommercial 4.0 International",
        url: "https://creativecommons.org/licenses/by-nc/4.0/",
    },
    Licence {
        spdx: "CC-BY-ND-4.0",
        title: "Creative Commons Attribution-NoDerivatives 4.0 International",
        url: "https://creativecommons.org/licenses/by-nd/4.0/",
    },
    Licence {
        spdx: "CC-BY-NC-SA-4.0",
        title: "Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International",
        url: "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    },
    Licence {
        spdx: "CC-BY-NC-ND-4.0",
        title: "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International",
        url: "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    },
    Licence {
        spdx: "ODbL-1.0",
        title: "Open Data Commons Open Database License v1.0",
        url: "https://opendatacommons.org/licenses/odbl/1-0/",
    },
    Licence {
        spdx: "ODC-By-1.0",
        title: "Open Data Commons Attribution License v1.0",
        url: "https://opendatacommons.org/licenses/by/1-0/",
    },
    Licence {
        spdx: "PDDL-1.0",
        title: "Open Data Commons Public Domain Dedication and License 1.0",
        url: "https://opendatacommons.org/licenses/pddl/1-0/",
    },
    Licence { spdx: "MIT", title: "MIT License", url: "https://opensource.org/license/mit" },
];

/// The licence a text means, if it means exactly one: its identifier, with spaces or hyphens, or its
/// full name.
pub(super) fn known(text: &str) -> Option<Licence> {
    let plain = |text: &str| -> String {
        text.split([' ', '-', '_'])
            .filter(|word| !word.is_empty())
            .collect::<String>()
            .to_lowercase()
    };
    let wanted = plain(text.trim());
    KNOWN.into_iter().find(|l| [l.spdx, l.title].iter().any(|name| plain(name) == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_certain_is_known() {
        for text in ["CC BY 4.0", "cc-by-4.0", KNOWN[1].title] {
            assert_eq!(known(text), Some(KNOWN[1]), "{text}");
        }
        for text in ["", "CC BY", "CC BY 3.0", "CC BY 4.0, for our own part", "all rights reserved"]
        {
            assert_eq!(known(text), None, "{text}");
        }
    }
}
