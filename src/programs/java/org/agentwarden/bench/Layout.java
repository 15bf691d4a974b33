package org.agentwarden.bench;

/**
 * What a server consists of.
 *
 * @param nodes that share the database
 * @param hasBroker a broker of its own beside the nodes; else the one node has it inside
 */
record Layout(int nodes, boolean hasBroker) {

    static final Layout ALONE = new Layout(1, false);

    Layout {
        if (nodes > 1 && !hasBroker) {
            throw new IllegalArgumentException("Nodes need a broker that they can share");
        }
    }

    String title() {
        return (nodes == 1 ? "one node" : nodes + " nodes") + (hasBroker ? ", a broker beside" : "");
    }
}
