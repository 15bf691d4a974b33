package org.agentwarden.systems;

/**
 * Where a rehearsal of the unpacked server stores the classes for later starts: a cache of classes and profiles (JEP 483, 515)
 * from JDK 25 on, an archive of classes before.
 *
 * @param file in the directory of the unpacked server
 * @param output the option of the JVM that rehearses
 * @param input the option of the JVM that starts with it
 */
record ClassCache(String file, String output, String input) {

    /** What Dockerfile uses. */
    static final int FIRST_WITH_PROFILES = 25;

    static ClassCache ofThisJdk() {
        return Runtime.version().feature() >= FIRST_WITH_PROFILES
                ? new ClassCache("agentwarden.aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=")
                : new ClassCache("agentwarden.jsa", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=");
    }
}
