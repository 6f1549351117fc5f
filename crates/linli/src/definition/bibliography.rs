//! What declarations cite, by key.

/// What the keys in [`Card::references`](super::Card::references) stand for.
pub static BIBLIOGRAPHY: &[(&str, &str)] = &[
    (
        "ahmad2021",
        "Ahmad, W., Porter, M. A. & Beguerisse-Díaz, M. (2021). Tie-decay networks in continuous time and eigenvector-based centralities. IEEE Transactions on Network Science and Engineering 8(2):1759–1771. arXiv:1805.00193.",
    ),
    (
        "ba2017",
        "Ba Zhichao, Li Gang, Wang Xiao & Li Xianxin (2017), on the structure of exchange in WeChat groups. 图书情报工作 61(20):111–119. doi:10.13266/j.issn.0252-3116.2017.20.012.",
    ),
    (
        "batagelj2003",
        "Batagelj, V. & Zaveršnik, M. (2003). An O(m) algorithm for cores decomposition of networks. arXiv:cs/0310049.",
    ),
    (
        "borgatti1997",
        "Borgatti, S. P. (1997). Structural holes: unpacking Burt's redundancy measures. Connections 20(1):35–38.",
    ),
    (
        "borgatti2000",
        "Borgatti, S. P. & Everett, M. G. (2000). Models of core/periphery structures. Social Networks 21(4):375–395. doi:10.1016/S0378-8733(99)00019-2.",
    ),
    (
        "brandes2001",
        "Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology 25(2):163–177. doi:10.1080/0022250X.2001.9990249.",
    ),
    ("burt1992", "Burt, R. S. (1992). Structural Holes. Harvard University Press."),
    (
        "chaoss",
        "CHAOSS project, metrics of community health: time to first response, contributor absence factor, burstiness.",
    ),
    ("davis1941", "Davis, A., Gardner, B. B. & Gardner, M. R. (1941). Deep South. University of Chicago Press."),
    (
        "deaton1997",
        "Deaton, A. (1997). The Analysis of Household Surveys. Johns Hopkins University Press (Gini coefficient of a finite population).",
    ),
    (
        "elsner2008",
        "Elsner, M. & Charniak, E. (2008). You talking to me? A corpus and algorithm for conversation disentanglement. Proceedings of ACL 2008, 834–842.",
    ),
    (
        "fader2010",
        "Fader, P. S., Hardie, B. G. S. & Shang, J. (2010). Customer-base analysis in a discrete-time noncontractual setting. Marketing Science 29(6):1086–1108. doi:10.1287/mksc.1100.0580.",
    ),
    (
        "freeman1979",
        "Freeman, L. C. (1978/79). Centrality in social networks: conceptual clarification. Social Networks 1(3):215–239. doi:10.1016/0378-8733(78)90021-7.",
    ),
    (
        "freeman2003",
        "Freeman, L. C. (2003). Finding social groups: a meta-analysis of the Southern Women data. In Breiger, R., Carley, K. & Pattison, P. (eds), Dynamic Social Network Modeling and Analysis, 39–97. National Academies Press.",
    ),
    (
        "gibson2003",
        "Gibson, D. R. (2003). Participation shifts: order and differentiation in group conversation. Social Forces 81(4):1335–1380. doi:10.1353/sof.2003.0055.",
    ),
    (
        "hebert2016",
        "Hébert-Dufresne, L., Grochow, J. A. & Allard, A. (2016). Multi-scale structure and topological anomaly detection via a new network statistic: the onion decomposition. Scientific Reports 6:31708. doi:10.1038/srep31708.",
    ),
    (
        "kojaku2018",
        "Kojaku, S. & Masuda, N. (2018). A generalised significance test for individual communities in networks. Scientific Reports 8:7351. doi:10.1038/s41598-018-25560-z.",
    ),
    (
        "krackhardt1988",
        "Krackhardt, D. & Stern, R. N. (1988). Informal networks and organizational crises: an experimental simulation. Social Psychology Quarterly 51(2):123–140. doi:10.2307/2786835.",
    ),
    (
        "krackhardt1994",
        "Krackhardt, D. (1994). Graph theoretical dimensions of informal organizations. In Carley, K. & Prietula, M. (eds), Computational Organization Theory, 89–111. Erlbaum.",
    ),
    (
        "goel2016",
        "Goel, S., Anderson, A., Hofman, J. & Watts, D. J. (2016). The structural virality of online diffusion. Management Science 62(1):180–196. doi:10.1287/mnsc.2015.2158.",
    ),
    (
        "hurlbert1971",
        "Hurlbert, S. H. (1971). The nonconcept of species diversity: a critique and alternative parameters. Ecology 52(4):577–586. doi:10.2307/1934145.",
    ),
    (
        "jo2012",
        "Jo, H.-H., Karsai, M., Kertész, J. & Kaski, K. (2012). Circadian pattern and burstiness in mobile phone communication. New Journal of Physics 14:013055. doi:10.1088/1367-2630/14/1/013055.",
    ),
    (
        "kaplan1958",
        "Kaplan, E. L. & Meier, P. (1958). Nonparametric estimation from incomplete observations. JASA 53(282):457–481. doi:10.1080/01621459.1958.10501452.",
    ),
    (
        "kim2016",
        "Kim, E.-K. & Jo, H.-H. (2016). Measuring burstiness for finite event sequences. Physical Review E 94:032311. doi:10.1103/PhysRevE.94.032311.",
    ),
    (
        "kummerfeld2019",
        "Kummerfeld, J. K. et al. (2019). A large-scale corpus for conversation disentanglement. Proceedings of ACL 2019. doi:10.18653/v1/P19-1374.",
    ),
    (
        "li2019",
        "Li Zhichao & Tan (2019), on self-organized and cadre networks and voluntary participation. Sustainability 11(4):993.",
    ),
    (
        "lip2011",
        "Lip, S. Z. W. (2011). A fast algorithm for the discrete core/periphery bipartitioning problem. arXiv:1102.5511.",
    ),
    (
        "luo2017",
        "Luo Jar-Der & Liang Xiaoyue (2017), on online-to-offline community governance: neighbours' own organizations, their WeChat groups and the second-layer group.",
    ),
    (
        "marchiori2000",
        "Marchiori, M. & Latora, V. (2000). Harmony in the small-world. Physica A 285(3–4):539–546. doi:10.1016/S0378-4371(00)00311-3.",
    ),
    (
        "mcnemar1947",
        "McNemar, Q. (1947). Note on the sampling error of the difference between correlated proportions or percentages. Psychometrika 12(2):153–157. doi:10.1007/BF02295996.",
    ),
    (
        "nonnecke2000",
        "Nonnecke, B. & Preece, J. (2000). Lurker demographics: counting the silent. Proceedings of CHI 2000, 73–80. doi:10.1145/332040.332409.",
    ),
    (
        "qiu2016",
        "Qiu, J. et al. (2016). The lifecycle and cascade of WeChat social messaging groups. Proceedings of WWW 2016. arXiv:1512.07831.",
    ),
    (
        "seidman1983",
        "Seidman, S. B. (1983). Network structure and minimum degree. Social Networks 5(3):269–287. doi:10.1016/0378-8733(83)90028-X.",
    ),
    (
        "theil1950",
        "Theil, H. (1950). A rank-invariant method of linear and polynomial regression analysis. Proceedings of the Royal Netherlands Academy of Sciences 53:386–392, 521–525, 1397–1412.",
    ),
    ("wasserman1994", "Wasserman, S. & Faust, K. (1994). Social Network Analysis. Cambridge University Press."),
    (
        "whitehead2008",
        "Whitehead, H. (2008). Analyzing Animal Societies: Quantitative Methods for Vertebrate Social Analysis. University of Chicago Press (association indices).",
    ),
    (
        "wilson1927",
        "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. JASA 22(158):209–212. doi:10.1080/01621459.1927.10502953.",
    ),
    (
        "wuebben2008",
        "Wübben, M. & von Wangenheim, F. (2008). Instant customer base analysis: managerial heuristics often “get it right”. Journal of Marketing 72(3):82–93. doi:10.1509/JMKG.72.3.082.",
    ),
];
