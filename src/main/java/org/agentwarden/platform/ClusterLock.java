package org.agentwarden.platform;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;

/** Something that nodes do one after the other; each kind is a row that whoever does it locks. */
@Entity
@Table(name = "turns")
public class ClusterLock {

    /** What is done in turns. */
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

    /** Waits for the turn and keeps it to the end of the transaction. What was read before may have changed meanwhile. */
    public static void take(EntityManager entities, Name name) {
        entities.find(ClusterLock.class, name, LockModeType.PESSIMISTIC_WRITE);
    }
}
