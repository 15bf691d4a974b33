package org.agentwarden.broker;

import jakarta.resource.spi.ResourceAdapterInternalException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** A durable Artemis broker inside this process, reachable from inside this process only. */
final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = System.getLogger(EmbeddedBroker.class.getName());
    private static final String DEAD_LETTERS = "agentwarden.dead-letters";
    private static final int JOURNAL_FILE_BYTES = 10 * 1024 * 1024;
    private static final long MEMORY_BYTES = 32L * 1024 * 1024;

    private final EmbeddedActiveMQ broker;

    private EmbeddedBroker(EmbeddedActiveMQ broker) {
        this.broker = broker;
    }

    static EmbeddedBroker start(Path directory) throws ResourceAdapterInternalException {
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Artemis loads its plug-ins by the context class loader, which is the server's here.
        thread.setContextClassLoader(EmbeddedBroker.class.getClassLoader());
        try {
            broker.setConfiguration(configuration(directory));
            broker.start();
        } catch (Exception e) {
            throw new ResourceAdapterInternalException("The embedded broker can't start in " + directory, e);
        } finally {
            thread.setContextClassLoader(before);
        }
        LOG.log(Level.INFO, "Embedded broker started in {0}", directory);
        return new EmbeddedBroker(broker);
    }

    private static Configuration configuration(Path directory) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setLargeMessagesDirectory(directory.resolve("large-messages").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setJournalType(JournalType.NIO)
                .setJournalMinFiles(2)
                .setJournalFileSize(JOURNAL_FILE_BYTES)
                // The database row is the truth, so an fsync per message buys nothing.
                .setJournalSyncTransactional(false)
                .setJournalSyncNonTransactional(false)
                .setJournalDatasync(false)
                .setMaxDiskUsage(-1)
                .setGracefulShutdownEnabled(false);
        configuration.addAcceptorConfiguration(new TransportConfiguration(InVMAcceptorFactory.class.getName()));
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setMaxDeliveryAttempts(-1)
                        .setRedeliveryDelay(1_000)
                        .setMaxSizeBytes(MEMORY_BYTES)
                        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                        .setAutoDeleteQueues(false)
                        .setAutoDeleteAddresses(false)
                        .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                        .setExpiryAddress(SimpleString.of(DEAD_LETTERS)));
        for (String queue : new String[] {DeliveryQueue.ADDRESS, DEAD_LETTERS}) {
            configuration.addQueueConfiguration(QueueConfiguration.of(queue)
                    .setAddress(queue)
                    .setRoutingType(RoutingType.ANYCAST)
                    .setDurable(true));
        }
        return configuration;
    }

    @Override
    public void close() {
        try {
            broker.stop();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "The embedded broker did not stop cleanly", e);
        }
    }
}
