package org.agentwarden.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** When each numbered event first arrived, in microseconds of the machine's clock. Thread-safe. */
final class Arrivals {

    private static final int INITIAL_CAPACITY = 1 << 16;

    private long[] micros = new long[INITIAL_CAPACITY];
    private int count;
    private long duplicates;

    synchronized void record(int sequence, long arrivedMicros) {
        if (sequence >= micros.length) {
            micros = Arrays.copyOf(micros, Math.max(sequence + 1, micros.length * 2));
        }
        if (micros[sequence] == 0) {
            micros[sequence] = arrivedMicros;
            count++;
        } else {
            duplicates++;
        }
    }

    /** When the event arrived for the first time; 0 when it has not arrived. */
    synchronized long of(int sequence) {
        return sequence < micros.length ? micros[sequence] : 0;
    }

    /** How many different events have arrived. */
    synchronized int count() {
        return count;
    }

    /** How many requests repeated an event that had arrived before. */
    synchronized long duplicates() {
        return duplicates;
    }

    synchronized void write(DataOutputStream out) throws IOException {
        out.writeInt(micros.length);
        out.writeInt(count);
        out.writeLong(duplicates);
        for (long time : micros) {
            out.writeLong(time);
        }
    }

    static Arrivals read(DataInputStream in) throws IOException {
        Arrivals arrivals = new Arrivals();
        arrivals.micros = new long[in.readInt()];
        arrivals.count = in.readInt();
        arrivals.duplicates = in.readLong();
        for (int sequence = 0; sequence < arrivals.micros.length; sequence++) {
            arrivals.micros[sequence] = in.readLong();
        }
        return arrivals;
    }
}
