package org.agentwarden.webhooks.client;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Finds the addresses of a host name; {@code InetAddress::getAllByName} outside tests. The addresses carry the name that
 * was asked for: TLS sends and verifies it.
 */
@FunctionalInterface
interface HostLookup {

    InetAddress[] addressesOf(String host) throws UnknownHostException;
}
