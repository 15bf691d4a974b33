package org.agentwarden.webhooks.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host name; {@code InetAddress::getAllByName} outside tests. */
@FunctionalInterface
interface HostLookup {

    InetAddress[] addressesOf(String host) throws UnknownHostException;
}
