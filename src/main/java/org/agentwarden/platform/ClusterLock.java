package org.agentwarden.platform;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;

/** What only one node at a time may do. Each is a row, which the node locks. */
@Entity
@Table(name = "cluster_locks")
public class ClusterLock {

    public enum Name {
        SEALING,
        FIRST_LIVE_VERSION,
        FIRST_START
    }

    @Id
    @Enumerated(EnumType.STRING)
    @Column(name = "name")
    private Name name;

    protected ClusterLock() {}

    /** Waits for the lock and holds it until the transaction ends. What was read before may have changed meanwhile. */
    public static void take(EntityManager entities, Name name) {
        entities.find(ClusterLock.class, name, LockModeType.PESSIMISTIC_WRITE);
    }
}
