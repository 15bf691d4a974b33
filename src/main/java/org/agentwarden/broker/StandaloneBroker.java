package org.agentwarden.broker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import org.agentwarden.settings.Broker.Login;
import org.agentwarden.settings.InvalidSetting;
import org.agentwarden.settings.SettingSource;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.embedded.Main;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * Runs an Artemis broker in a process of its own. Clients log in with {@code agentwarden.broker.user} and {@code .password},
 * which the nodes have too. Argument: a directory with {@code etc/broker.xml}; the journal goes to {@code data} beside it.
 */
public final class StandaloneBroker {

    private static final Logger LOG = System.getLogger(StandaloneBroker.class.getName());
    private static final String NODE = "node";

    /** Artemis writes a line for each session and message there, unless somebody turns it off. Held, so that it stays off. */
    private static final java.util.logging.Logger AUDIT =
            java.util.logging.Logger.getLogger("org.apache.activemq.audit");

    private StandaloneBroker() {}

    public static void main(String[] arguments) throws Exception {
        AUDIT.setLevel(java.util.logging.Level.OFF);
        // Netty would load libraries that are not there, and the JVM would warn of it.
        System.setProperty("io.netty.transport.noNative", "true");
        Path directory = Path.of(arguments[0]);
        FileConfiguration configuration = new FileConfiguration();
        // A backup broker moves away whatever stands beside its journal.
        Main.configureDataDirectory(configuration, directory.resolve("data").toString());
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(
                Main.loadFromXmlFile(directory.resolve("etc/broker.xml").toFile(), configuration));
        broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users()));
        broker.createActiveMQServer();
        broker.getActiveMQServer().registerActivationFailureListener(StandaloneBroker::end);
        broker.start();
    }

    private static SecurityConfiguration users() {
        Login login = Login.read(SettingSource.ofProcess())
                .filter(found -> !found.password().isEmpty())
                .orElseThrow(() -> new InvalidSetting("agentwarden.broker.user", "", "set, and its password too"));
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(login.user(), login.password());
        users.addRole(login.user(), NODE);
        return users;
    }

    private static void end(Exception failure) {
        LOG.log(Level.ERROR, "The broker can't start", failure);
        System.exit(1);
    }
}
