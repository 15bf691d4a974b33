package org.agentwarden.settings;

import java.util.List;
import java.util.stream.Stream;

/** Settings that the documentation shows together, under one heading. */
record SettingGroup(String title, List<SettingDescription> settings) {

    static SettingGroup of(String title, Setting<?>... settings) {
        return new SettingGroup(
                title, Stream.of(settings).map(Setting::description).toList());
    }
}
