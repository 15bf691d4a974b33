/*
 * How two nodes deliver webhooks with one database and one durable queue, as a model for Spin.
 * src/docs/protocol.md says what is modelled, what is not, and how to run it.
 *
 * Each alternative of a loop is one transaction, one message, or one step in the memory of one node. Between any two of
 * them anything else may happen, and a step may take any time. Times are counted down in ticks: `due` and `lease` of a row
 * as a perfect clock shows them, and a node sees them `skew` ticks nearer.
 */

#ifdef ORDERED
#define DELIVERIES 2        /* the first before the second */
#else
#define DELIVERIES 1
#endif
#ifndef NODES
#define NODES 2
#endif
#ifndef CRASHES
#define CRASHES 1
#endif
#ifndef RESENDS
#define RESENDS 0           /* ordered by a person: the delivery gets a new round of attempts */
#endif

#define TIMEOUT 1           /* the longest attempt */
#define SKEW 1              /* how far apart the clocks of nodes may be */
#ifdef CHANGE
#define LEASE 4             /* long enough for a claim to wait while the endpoint is changed */
#else
#define LEASE 2             /* TIMEOUT and SKEW, at least */
#endif
#define ATTEMPTS 2          /* in one round */
#define BACKOFF 1           /* from a failed attempt to the next */
#define STALE 1             /* how old what was read about the endpoint may be when a request is sent */

#define NOBODY 255

mtype:status = { NOT_STORED, PENDING, DELIVERED, EXHAUSTED, CANCELLED };

/* What a node does with its claim of a delivery. */
mtype:phase = { NO_CLAIM, CLAIMED, LOADING, LOOKED_UP, UNDER_WAY, ENDED, ORPHANED };

/* What a consumer of a node has done with a message for a delivery. */
mtype:step = { IDLE, TAKEN, TO_REPLACE, REPLACED };

/* Where the endpoint's deliveries go. */
mtype:destination = { UNKNOWN, OLD_URL, NEW_URL, NOWHERE };

typedef Row {
    mtype:status status = NOT_STORED;
    byte due;               /* ticks until it is due */
    byte lease;             /* ticks until its lease has ended; 0 when it is free */
    byte claim = NOBODY;    /* whose claim it is: the claim number */
    byte attempts           /* that have ended in this round */
};
Row row[DELIVERIES];

/*
 * Messages that have arrived, and those with a delay. A delayed message may arrive early, and at once: brokers have clocks
 * too. It may also arrive twice; a third one at the same time would add nothing.
 */
typedef Messages { bit arrived; bit delayed };
Messages queue[DELIVERIES];

typedef Claim {
    mtype:phase phase = NO_CLAIM;
    byte left;              /* until the lease ends, by the clock of the node */
    byte age;               /* of the request that is under way */
#ifdef CHANGE
    mtype:destination destination = UNKNOWN;
    byte read;              /* ticks since the destination was read from the database */
#ifdef AGE_IS_NOT_LOOKED_AT
    bool changed            /* the endpoint was changed on this node since the destination was asked for */
#endif
#endif
};
Claim claim[DELIVERIES * NODES];

typedef Node {
    bool up = true;
    byte skew;
#ifdef CHANGE
    mtype:destination cached = UNKNOWN;
    byte cacheAge;
    bool loading            /* a look-up of the endpoint, which others and a change of it wait for */
#endif
};
Node node[NODES];

/* What else a node has in memory for a delivery. */
typedef Task {
    bool toSend;            /* a message, after the commit */
    mtype:step consumer = IDLE;
    byte claimed = NOBODY   /* which delivery the consumer has claimed */
};
Task task[DELIVERIES * NODES];

#ifdef CHANGE
mtype:destination endpoint = OLD_URL;
byte changedBy = NOBODY;    /* the node that has committed the change of the endpoint */
bool forgotten;             /* that node does not remember the endpoint as it was */
bool answered;              /* the caller knows that the endpoint is changed */
byte sinceAnswer;           /* ticks */
#define TAKES_NOTHING (endpoint == NOWHERE)
#else
#define TAKES_NOTHING false
#endif

bool announced[DELIVERIES]; /* a message for it has reached the queue, since it was stored or resent */
byte crashes = CRASHES;
byte resends = RESENDS;
bool calm;                  /* from now on nothing breaks, and every step takes less than a tick */

hidden byte i, j;

#define AT(n, d) ((d) * NODES + (n))

#define LEASED(n, d) (row[d].status == PENDING && row[d].lease > node[n].skew)
#define DUE(n, d) (row[d].status == PENDING && row[d].due <= node[n].skew)
#define HAS_ROOM(n, d) (claim[AT(n, d)].phase == NO_CLAIM)

/*
 * Where order is kept, whoever is told of a delivery may claim only the head, and only when no delivery of the endpoint is
 * leased, due or not. Elsewhere deliveries do not concern each other.
 */
#ifdef ORDERED
#ifdef A_WAITING_HEAD_IS_PASSED
#define HEAD (row[0].status == PENDING && row[0].due == 0 -> 0 : 1)
#else
#define HEAD (row[0].status == PENDING -> 0 : 1)
#endif
#ifdef ONLY_THE_NAMED_IS_CLAIMED
#define NEXT(d) (d)
#define IS_NEXT(d) ((d) == HEAD)
#else
#define NEXT(d) HEAD
#define IS_NEXT(d) true
#endif
#ifdef ONLY_THE_HEAD_IS_LOOKED_AT
#define BLOCKED(n, d) LEASED(n, HEAD)
#elif defined(ONLY_DUE_ROWS_ARE_LOOKED_AT)
#define BLOCKED(n, d) ((LEASED(n, 0) && DUE(n, 0)) || (LEASED(n, 1) && DUE(n, 1)))
#else
#define BLOCKED(n, d) (LEASED(n, 0) || LEASED(n, 1))
#endif
#else
#define NEXT(d) (d)
#define IS_NEXT(d) true
#define BLOCKED(n, d) LEASED(n, d)
#endif

#define CLAIMABLE(n, d) (row[d].status == PENDING && IS_NEXT(d) && !BLOCKED(n, d) && DUE(n, NEXT(d)) && \
    HAS_ROOM(n, NEXT(d)))

/* Without SWEEP it may run, but nothing relies on it. */
#ifdef SWEEP
#define SWEEP_MAY_RUN true
#define SWEEP_FINDS SOME_IS_PENDING
#else
#define SWEEP_MAY_RUN !calm
#define SWEEP_FINDS false
#endif

/* With two deliveries a node has one consumer, and never lacks room: fewer states. */
#ifdef ORDERED
#define CONSUMER_IS_FREE(n, d) (task[AT(n, 1 - d)].consumer == IDLE)
#define MAY_LACK_ROOM false
#else
#define CONSUMER_IS_FREE(n, d) true
#define MAY_LACK_ROOM !calm
#endif

#if defined(LEASE_IS_NOT_LOOKED_AT) || defined(LEASE_IS_LOOKED_AT_TOO_EARLY)
#define ENOUGH_LEFT(c) true
#elif defined(CLOCKS_ARE_TRUSTED)
#define ENOUGH_LEFT(c) (claim[c].left >= TIMEOUT)
#else
#define ENOUGH_LEFT(c) (claim[c].left >= TIMEOUT + SKEW)
#endif

#if !defined(CHANGE) || defined(CHANGE_IS_NOT_LOOKED_AT)
#define KNOWS_THE_ENDPOINT(n) true
#define IS_CURRENT(n, d) true
#elif defined(AGE_IS_NOT_LOOKED_AT)
#define KNOWS_THE_ENDPOINT(n) true
#define IS_CURRENT(n, d) (!claim[AT(n, d)].changed)
#else
#define KNOWS_THE_ENDPOINT(n) (node[n].cached != UNKNOWN)
#define IS_CURRENT(n, d) (claim[AT(n, d)].destination == node[n].cached)
#endif

#ifdef CHANGE
#define CAN_SEND(n, d) (ENOUGH_LEFT(AT(n, d)) && IS_CURRENT(n, d) && claim[AT(n, d)].destination != NOWHERE)
#else
#define CAN_SEND(n, d) ENOUGH_LEFT(AT(n, d))
#endif

#define IS_SENT(c) (claim[c].phase == UNDER_WAY || claim[c].phase == ORPHANED)

inline send(d) {
    queue[d].delayed = 1;
    announced[d] = true
}

/* The dispatcher of the node has a message to send. */
inline tell(n, d) {
#ifdef NO_QUEUE
    skip
#else
    task[AT(n, d)].toSend = true
#endif
}

inline finish(d, how) {
    row[d].status = how;
    row[d].due = 0;
    row[d].lease = 0;
    row[d].claim = NOBODY
}

inline free(d) {
    row[d].lease = 0;
    row[d].claim = NOBODY
}

/* The transaction of a claim. It cancels a delivery whose endpoint takes nothing any more. */
inline claimFor(n, d) {
    if
    :: TAKES_NOTHING -> finish(d, CANCELLED)
    :: else ->
        row[d].lease = LEASE + 1 + node[n].skew;
        row[d].claim = AT(n, d);
#ifdef ORDERED
        /* None is claimed before an earlier one is finished. */
        assert(d == 0 || row[0].status != PENDING);
#endif
        claim[AT(n, d)].phase = CLAIMED;
        claim[AT(n, d)].left = LEASE
    fi
}

inline endClaim(c) {
    claim[c].phase = NO_CLAIM;
    claim[c].left = 0;
    claim[c].age = 0;
    forgetDestination(c)
}

inline giveBack(n, d) {
    if
    :: row[d].claim == AT(n, d) -> free(d); tell(n, d)
    :: else
    fi;
    endClaim(AT(n, d))
}

inline forgetDestination(c) {
#ifdef CHANGE
    claim[c].destination = UNKNOWN;
#ifdef AGE_IS_NOT_LOOKED_AT
    claim[c].changed = false;
#endif
    claim[c].read = 0
#else
    skip
#endif
}

inline checkThatNothingElseIsSent(d) {
    for (i : 0 .. NODES - 1) {
        assert(!IS_SENT(AT(i, d)));
#ifdef ORDERED
        assert(!IS_SENT(AT(i, 1 - d)));
#endif
    }
}

/* What one node does with one delivery. Every step that its guard allows may be the next. */
proctype Work(byte n, d) {
end:
    do
    /* STORE: the transaction claims it for this node, or leaves it free. */
    :: d_step { !calm && node[n].up && row[d].status == NOT_STORED && !TAKES_NOTHING ->
        row[d].status = PENDING;
        row[d].due = node[n].skew;
        tell(n, d) }
#if !defined(ORDERED) || defined(CLAIMS_WHEN_STORED)
    :: d_step { !calm && node[n].up && row[d].status == NOT_STORED && !TAKES_NOTHING && HAS_ROOM(n, d) ->
        row[d].status = PENDING;
        row[d].due = node[n].skew;
        claimFor(n, d);
        tell(n, d) }
#endif

#ifndef NO_QUEUE
    /* DISPATCHER: sends the message after the commit. */
    :: d_step { node[n].up && task[AT(n, d)].toSend ->
        send(d);
        task[AT(n, d)].toSend = false }

    /* CONSUMER: takes a message. */
    :: d_step { node[n].up && task[AT(n, d)].consumer == IDLE && queue[d].arrived && CONSUMER_IS_FREE(n, d) ->
        queue[d].arrived = 0;
        task[AT(n, d)].consumer = TAKEN }
    /* Finished: acknowledges. */
    :: d_step { node[n].up && task[AT(n, d)].consumer == TAKEN && row[d].status != PENDING ->
        task[AT(n, d)].consumer = IDLE }
    /* Claims it; where order is kept, the first that is pending. */
    :: d_step { node[n].up && task[AT(n, d)].consumer == TAKEN && CLAIMABLE(n, d) ->
        j = NEXT(d);
        claimFor(n, j);
        if
        :: row[j].status == PENDING -> task[AT(n, d)].claimed = j; task[AT(n, d)].consumer = TO_REPLACE
        :: else
        fi }
    /* Leased, not due or no room: sends it again with a delay. */
    :: d_step { node[n].up && task[AT(n, d)].consumer == TAKEN && row[d].status == PENDING &&
        (MAY_LACK_ROOM || !CLAIMABLE(n, d)) ->
#ifdef LEASED_IS_ACKNOWLEDGED
        if
        :: BLOCKED(n, d) -> task[AT(n, d)].consumer = IDLE
        :: else -> send(d); task[AT(n, d)].consumer = REPLACED
        fi
#else
        send(d);
        task[AT(n, d)].consumer = REPLACED
#endif
        }
    /* Has claimed: sends a message with a delay until the lease ends. */
    :: d_step { node[n].up && task[AT(n, d)].consumer == TO_REPLACE ->
#ifndef CLAIMS_WITHOUT_MESSAGE
        j = task[AT(n, d)].claimed;
        send(j);
        if
        :: j != d -> send(d)
        :: else
        fi;
#endif
        task[AT(n, d)].claimed = NOBODY;
        task[AT(n, d)].consumer = REPLACED }
    :: d_step { node[n].up && task[AT(n, d)].consumer == REPLACED ->
        task[AT(n, d)].consumer = IDLE }
#endif

#if defined(SWEEP) || !defined(ORDERED)
    /* SWEEP: claims what the database shows. */
    :: d_step { SWEEP_MAY_RUN && node[n].up && CLAIMABLE(n, d) ->
        j = NEXT(d);
        claimFor(n, j);
        if
        :: row[j].status == PENDING -> tell(n, j)
        :: else
        fi }
#endif

    /* ENGINE: asks where the delivery goes. */
#ifdef CHANGE
    :: d_step { node[n].up && claim[AT(n, d)].phase == CLAIMED && node[n].cached != UNKNOWN ->
        claim[AT(n, d)].destination = node[n].cached;
        claim[AT(n, d)].read = node[n].cacheAge;
        claim[AT(n, d)].phase = LOOKED_UP }
    :: d_step { node[n].up && claim[AT(n, d)].phase == CLAIMED && node[n].cached == UNKNOWN && !node[n].loading ->
        claim[AT(n, d)].destination = endpoint;
        claim[AT(n, d)].phase = LOADING;
        node[n].loading = true }
    :: d_step { node[n].up && claim[AT(n, d)].phase == LOADING ->
        if
        :: claim[AT(n, d)].read <= STALE ->
            node[n].cached = claim[AT(n, d)].destination;
            node[n].cacheAge = claim[AT(n, d)].read
        :: else
        fi;
        claim[AT(n, d)].phase = LOOKED_UP;
        node[n].loading = false }
#elif defined(LEASE_IS_LOOKED_AT_TOO_EARLY)
    :: d_step { node[n].up && claim[AT(n, d)].phase == CLAIMED && claim[AT(n, d)].left >= TIMEOUT + SKEW ->
        claim[AT(n, d)].phase = LOOKED_UP }
    :: d_step { node[n].up && claim[AT(n, d)].phase == CLAIMED && claim[AT(n, d)].left < TIMEOUT + SKEW ->
        giveBack(n, d) }
#else
    :: d_step { node[n].up && claim[AT(n, d)].phase == CLAIMED -> claim[AT(n, d)].phase = LOOKED_UP }
#endif
    /* The connection is there: looks at the lease and at the endpoint, again if it was read too long ago, and sends. */
#ifdef CHANGE
    :: d_step { node[n].up && claim[AT(n, d)].phase == LOOKED_UP && !KNOWS_THE_ENDPOINT(n) && !node[n].loading ->
        node[n].cached = endpoint;
        node[n].cacheAge = 0 }
#endif
    :: d_step { node[n].up && claim[AT(n, d)].phase == LOOKED_UP && KNOWS_THE_ENDPOINT(n) && CAN_SEND(n, d) ->
        checkThatNothingElseIsSent(d);
#ifdef CHANGE
        assert(claim[AT(n, d)].destination != OLD_URL || !answered || (n != changedBy && sinceAnswer <= STALE));
#endif
        forgetDestination(AT(n, d));
        claim[AT(n, d)].left = 0;
        claim[AT(n, d)].phase = UNDER_WAY }
    /* Or sends nothing, and gives the claim back. */
    :: d_step { node[n].up && claim[AT(n, d)].phase == LOOKED_UP && KNOWS_THE_ENDPOINT(n) && !CAN_SEND(n, d) ->
        giveBack(n, d) }
    :: d_step { node[n].up && claim[AT(n, d)].phase == UNDER_WAY ->
        claim[AT(n, d)].age = 0;
        claim[AT(n, d)].phase = ENDED }
    :: d_step { claim[AT(n, d)].phase == ORPHANED -> endClaim(AT(n, d)) }
    /* Records that it was delivered. */
    :: d_step { node[n].up && claim[AT(n, d)].phase == ENDED ->
        if
        :: row[d].claim == AT(n, d) -> finish(d, DELIVERED)
        :: else
        fi;
        endClaim(AT(n, d)) }
    /* Records that the attempt has failed. */
    :: d_step { node[n].up && claim[AT(n, d)].phase == ENDED ->
        if
        :: row[d].claim == AT(n, d) && row[d].attempts + 1 == ATTEMPTS -> finish(d, EXHAUSTED)
        :: row[d].claim == AT(n, d) && row[d].attempts + 1 < ATTEMPTS ->
            free(d);
            row[d].attempts++;
            row[d].due = BACKOFF + node[n].skew;
            tell(n, d)
        :: else
        fi;
        endClaim(AT(n, d)) }

#if RESENDS > 0
    /* A PERSON begins a new round of attempts. What is under way is left to its claim. */
    :: d_step { !calm && node[n].up && resends > 0 && row[d].status != NOT_STORED && !TAKES_NOTHING ->
        resends--;
        if
        :: row[d].status != PENDING -> row[d].status = PENDING; announced[d] = false
#ifdef RESEND_ENDS_THE_LEASE
        :: else -> free(d)
#else
        :: else
#endif
        fi;
        row[d].attempts = 0;
        row[d].due = 0;
        tell(n, d) }
#endif
    od
}

/* A crash takes a node's memory with it. The messages that it has not acknowledged come back. */
proctype Crash(byte n) {
end:
    do
    :: d_step { !calm && node[n].up && crashes > 0 ->
        crashes--;
        node[n].up = false;
#ifdef CHANGE
        node[n].cached = UNKNOWN;
        node[n].cacheAge = 0;
        node[n].loading = false;
        if
        :: changedBy == n && !answered -> changedBy = NOBODY; forgotten = false
        :: else
        fi;
#endif
        for (i : 0 .. DELIVERIES - 1) {
            j = AT(n, i);
            if
            :: task[j].consumer != IDLE ->
#ifndef ACKNOWLEDGES_FIRST
                queue[i].arrived = 1;
#endif
                task[j].consumer = IDLE
            :: else
            fi;
            task[j].claimed = NOBODY;
            task[j].toSend = false;
            if
            :: claim[j].phase == UNDER_WAY -> claim[j].phase = ORPHANED
            :: claim[j].phase == ORPHANED
            :: else -> endClaim(j)
            fi
        };
        skip }
    :: d_step { !calm && !node[n].up -> node[n].up = true }
    od
}

#ifdef CHANGE
/* Changes the endpoint by a request to this node. */
proctype Change(byte n) {
end:
    do
    /* Commits another URL. */
    :: d_step { !calm && node[n].up && endpoint == OLD_URL -> endpoint = NEW_URL; changedBy = n }
    /* Disables it. */
    :: d_step { !calm && node[n].up && endpoint == OLD_URL -> endpoint = NOWHERE; changedBy = n }
    /* Deletes it. */
    :: d_step { !calm && node[n].up && endpoint == OLD_URL ->
        endpoint = NOWHERE;
        changedBy = n;
        for (i : 0 .. DELIVERIES - 1) {
            if
            :: row[i].status == PENDING -> finish(i, CANCELLED)
            :: else
            fi
        };
        skip }
#ifdef FORGETS_DURING_A_LOOK_UP
    :: d_step { node[n].up && changedBy == n && !forgotten ->
#else
    :: d_step { node[n].up && changedBy == n && !forgotten && !node[n].loading ->
#endif
        forgotten = true;
        node[n].cached = UNKNOWN;
        node[n].cacheAge = 0;
#ifdef AGE_IS_NOT_LOOKED_AT
        for (i : 0 .. DELIVERIES - 1) {
            j = AT(n, i);
            claim[j].changed = (claim[j].phase == LOADING || claim[j].phase == LOOKED_UP)
        };
#endif
        skip }
    :: d_step { node[n].up && changedBy == n && forgotten && !answered -> answered = true }
    od
}
#endif

/* The queue delivers delayed messages. With SWEEP it may lose every message. */
proctype Queue(byte d) {
end:
    do
    :: d_step { !calm && queue[d].delayed -> queue[d].delayed = 0; queue[d].arrived = 1 }
#ifdef SWEEP
    :: d_step { !calm && queue[d].arrived -> queue[d].arrived = 0 }
#endif
    od
}

inline tick() {
    for (i : 0 .. DELIVERIES - 1) {
        row[i].due = (row[i].due > 0 -> row[i].due - 1 : 0);
        row[i].lease = (row[i].lease > 0 -> row[i].lease - 1 : 0);
        queue[i].arrived = queue[i].arrived | queue[i].delayed;
        queue[i].delayed = 0
    }
    for (i : 0 .. DELIVERIES * NODES - 1) {
        claim[i].left = (claim[i].left > 0 -> claim[i].left - 1 : 0);
        claim[i].age = claim[i].age + IS_SENT(i);
#ifdef CHANGE
        claim[i].read = claim[i].read + (claim[i].destination != UNKNOWN && claim[i].read <= STALE)
#endif
    }
#ifdef CHANGE
    for (i : 0 .. NODES - 1) {
        if
        :: node[i].cached != UNKNOWN && node[i].cacheAge < STALE -> node[i].cacheAge++
        :: node[i].cached != UNKNOWN && node[i].cacheAge == STALE -> node[i].cached = UNKNOWN; node[i].cacheAge = 0
        :: else
        fi
    }
    sinceAnswer = sinceAnswer + (answered && sinceAnswer <= STALE);
#endif
    skip
}

#define MUST_END(c) (IS_SENT(c) && claim[c].age == TIMEOUT)

#define SOME_ATTEMPT_MUST_END (MUST_END(0) || MUST_END(DELIVERIES * NODES - 1) || \
    MUST_END(1) || MUST_END((DELIVERIES - 1) * NODES))
#define SOME_MESSAGE_COMES (queue[0].delayed || queue[DELIVERIES - 1].delayed)
#define SOME_IS_PENDING (row[0].status == PENDING || row[DELIVERIES - 1].status == PENDING)

#ifdef SWEEP
#define IS_LOST(d) (row[d].status == PENDING)
#else
#define IS_LOST(d) (row[d].status == PENDING && announced[d])
#endif

/* Time. Attempts end within their timeout; all else takes as long as it likes, until calm. */
proctype Time() {
endBefore:
progressBefore:
    do
    :: d_step { !SOME_ATTEMPT_MUST_END -> tick() }
    :: atomic { node[0].up || node[NODES - 1].up -> calm = true; break }
    od;
endCalm:
    do
    :: d_step { timeout && (SOME_MESSAGE_COMES || SWEEP_FINDS) -> tick() }
    :: atomic { timeout && !SOME_MESSAGE_COMES && !SWEEP_FINDS -> break }
    od;
    assert(!IS_LOST(0) && !IS_LOST(DELIVERIES - 1));
endAfter:
progressAfter:
    false
}

init {
    byte n, d;
    atomic {
        if
        :: NODES == 1 || DELIVERIES == 1
        :: NODES == 2 -> node[NODES - 1].skew = SKEW
        fi;
        run Time();
        for (d : 0 .. DELIVERIES - 1) {
#ifndef NO_QUEUE
            run Queue(d);
#endif
            for (n : 0 .. NODES - 1) {
                run Work(n, d)
            }
        }
        for (n : 0 .. NODES - 1) {
            run Crash(n);
#ifdef CHANGE
            run Change(n);
#endif
            skip
        }
    }
}
