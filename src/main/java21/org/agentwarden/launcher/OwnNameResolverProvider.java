package org.agentwarden.launcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Gives the machine's own name the loopback address when nothing else knows an address for it, as in many containers:
 * Payara Micro looks its own name up and does not start without one. All other names are looked up as ever. The JVM finds
 * this class as a service, before anything is looked up.
 */
public final class OwnNameResolverProvider extends InetAddressResolverProvider {

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new OwnNameResolver(configuration);
    }

    @Override
    public String name() {
        return "AgentWarden";
    }

    private record OwnNameResolver(Configuration configuration) implements InetAddressResolver {

        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            try {
                return configuration.builtinResolver().lookupByName(host, policy);
            } catch (UnknownHostException e) {
                if (host.equals(configuration.lookupLocalHostName())) {
                    return Stream.of(InetAddress.getLoopbackAddress());
                }
                throw e;
            }
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            return configuration.builtinResolver().lookupByAddress(address);
        }
    }
}
