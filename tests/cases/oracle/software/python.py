"""Writes `networkx.csv` and `python-igraph.csv`: what networkx 3.6.1 and python-igraph 1.0.0 give for the drawn networks.

    pip install networkx==3.6.1 igraph==1.0.0 numpy scipy
    python python.py

A value of a network stands as it is. Of a value by person two sums stand: over people, and over people times their
place from 1, so that no person can be wrong unseen. Empty: the software gives no value, or no number.
"""

import math

import igraph
import networkx as nx
from draw import COUNT, network


def moments(values):
    known = [(at + 1, float(value)) for at, value in enumerate(values) if value is not None and not math.isnan(value)]
    return [math.fsum(v for _, v in known), math.fsum(at * v for at, v in known)]


def written(value):
    return "" if value is None or math.isnan(value) else f"{value:.15g}"


def by_networkx(n, ties):
    directed = nx.DiGraph()
    directed.add_nodes_from(range(n))
    directed.add_weighted_edges_from(ties)
    both = nx.Graph()
    both.add_nodes_from(range(n))
    for i, j, w in ties:
        both.add_edge(i, j, weight=both.get_edge_data(i, j, {"weight": 0})["weight"] + w)
    people = range(n)
    degree = dict(both.degree())
    betweenness = nx.betweenness_centrality(both)
    harmonic = nx.harmonic_centrality(both)
    core = nx.core_number(both)
    # Of the two ways networkx 3.6.1 has for this one, that by sparse matrices divides by the largest of the other person
    # (pairs 4, 1, 1, 5 give 1.76 that way and 1.79 by the other); the other is slow, so that large networks are left out.
    size = nx.effective_size(both, nodes=list(people), weight="weight") if both.number_of_edges() <= 200 else {}
    constraint = nx.constraint(directed, weight="weight")
    tied = [v for v in people if degree[v] > 0]
    answered = nx.reciprocity(directed, tied) if tied else {}
    most = max(core.values())
    efficiency = nx.global_efficiency(both)
    net = {
        "net_ties": directed.number_of_edges(),
        "net_density": nx.density(directed),
        "net_mean_degree": sum(degree.values()) / n,
        "net_reciprocity": nx.overall_reciprocity(directed) if ties else None,
        "net_transitivity": nx.transitivity(both) if any(d > 1 for d in degree.values()) else None,
        "net_isolate_share": nx.number_of_isolates(both) / n,
        "net_mean_betweenness": sum(betweenness.values()) / n,
        "net_max_betweenness": max(betweenness.values()),
        "net_harmonic_distance": 1 / efficiency if efficiency > 0 else None,
        "net_connectedness": sum(len(c) * (len(c) - 1) for c in nx.connected_components(both)) / (n * (n - 1)),
        "net_degeneracy": most,
        "net_main_core_size": nx.k_core(both, most).number_of_nodes() if most > 0 else None,
    }
    closeness = nx.closeness_centrality(both)
    onion = nx.onion_layers(both)
    node = {
        "node_degree": [degree[v] for v in people],
        "node_in_strength": [directed.in_degree(v, weight="weight") for v in people],
        "node_out_strength": [directed.out_degree(v, weight="weight") for v in people],
        "node_betweenness": [betweenness[v] for v in people],
        "node_closeness": [closeness[v] for v in people],
        "node_harmonic_closeness": [harmonic[v] / (n - 1) for v in people],
        "node_core": [core[v] for v in people],
        "node_constraint": [constraint[v] if degree[v] else None for v in people],
        "node_effective_size": [size[v] if degree[v] else None for v in people] if size else [],
        "node_efficiency": [size[v] / degree[v] if degree[v] else None for v in people] if size else [],
        "node_onion_layer": [onion[v] for v in people],
        "node_reciprocated_share": [answered.get(v) for v in people],
    }
    if n < 3:
        for name in ("net_transitivity", "net_mean_betweenness", "net_max_betweenness"):
            net[name] = None
        node["node_betweenness"] = []
    return net, node


def by_igraph(n, ties):
    directed = igraph.Graph(n, [(i, j) for i, j, _ in ties], directed=True)
    directed.es["weight"] = [w for _, _, w in ties]
    both = directed.as_undirected(mode="collapse", combine_edges="sum")
    degree = both.degree()
    pairs = (n - 1) * (n - 2) / 2
    parts = both.connected_components().membership
    sizes = [parts.count(parts[v]) for v in range(n)]
    closeness = both.closeness(normalized=True)
    constraint = both.constraint(weights="weight") if ties else [None] * n
    net = {
        "net_density": directed.density(),
        "net_reciprocity": directed.reciprocity() if ties else None,
        "net_transitivity": both.transitivity_undirected() if n > 2 else None,
        "net_degeneracy": max(both.coreness()),
    }
    node = {
        "node_betweenness": [b / pairs for b in both.betweenness()] if n > 2 else [],
        # igraph looks at the component of each alone; the share reached makes it Wasserman and Faust's.
        "node_closeness": [c * (s - 1) / (n - 1) if d else 0 for c, s, d in zip(closeness, sizes, degree)],
        "node_harmonic_closeness": both.harmonic_centrality(),
        "node_core": both.coreness(),
        "node_constraint": [c if d else None for c, d in zip(constraint, degree)],
    }
    return net, node


def table(path, values):
    lines = []
    for number in range(COUNT):
        n, _, ties = network(number)
        net, node = values(n, ties)
        row = dict(net)
        for name, column in node.items():
            row[name], row[name + "*"] = moments(column) if len(column) else (None, None)
        if not lines:
            lines.append(",".join(["network", *row]))
        lines.append(",".join([str(number), *(written(value) for value in row.values())]))
    with open(path, "w", newline="\n") as file:
        file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    assert (nx.__version__, igraph.__version__) == ("3.6.1", "1.0.0")
    table("python-igraph.csv", by_igraph)
    table("networkx.csv", by_networkx)
