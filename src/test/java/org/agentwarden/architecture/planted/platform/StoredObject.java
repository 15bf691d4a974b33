package org.agentwarden.architecture.planted.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;

/** Reads whatever object a stream holds. */
public final class StoredObject {

    public Object read(InputStream in) throws IOException, ClassNotFoundException {
        try (ObjectInputStream objects = new ObjectInputStream(in)) {
            return objects.readObject();
        }
    }
}
