"""Runs a command and prints a line for each address that it spoke to, or tried to, outside this machine. Linux only.

    unshare --net python network_witness.py COMMAND …

It must have a network namespace to itself. There every address leads to the loopback device, so that attempts become
packets, and a look-up is one for port 53. It exits as the command does.
"""

import fcntl
import ipaddress
import socket
import struct
import subprocess
import sys
from threading import Event, Thread

DOMAIN_PORT = 53
_UP = 0x1  # IFF_UP, netdevice(7)
_SET_FLAGS = 0x8914  # SIOCSIFFLAGS
_NEW_ROUTE, _CREATE_AND_ACKNOWLEDGE = 24, 0x405  # RTM_NEWROUTE, NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE, rtnetlink(7)
_LOCAL_TABLE, _BY_BOOT, _WITHIN_HOST, _LOCAL = 255, 3, 254, 2  # RT_TABLE_LOCAL, RTPROT_BOOT, RT_SCOPE_HOST, RTN_LOCAL
_OUTGOING_DEVICE = 4  # RTA_OIF
_EVERY_PROTOCOL, _IPV4, _IPV6 = 0x3, 0x0800, 0x86DD  # ETH_P_ALL, ETH_P_IP, ETH_P_IPV6
_SENT = 4  # PACKET_OUTGOING, packet(7): loopback shows each packet twice
_PORTS = {socket.IPPROTO_TCP: "tcp", socket.IPPROTO_UDP: "udp"}


def lead_everything_to_loopback():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sH14x", b"lo", _UP))
    add_default_route(socket.AF_INET)
    if socket.has_dualstack_ipv6():
        add_default_route(socket.AF_INET6)


def add_default_route(family):
    route = struct.pack("=8BI", family, 0, 0, 0, _LOCAL_TABLE, _BY_BOOT, _WITHIN_HOST, _LOCAL, 0)
    device = struct.pack("=HHI", 8, _OUTGOING_DEVICE, socket.if_nametoindex("lo"))
    head = struct.pack("=IHHII", 16 + len(route) + len(device), _NEW_ROUTE, _CREATE_AND_ACKNOWLEDGE, 1, 0)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE) as kernel:
        kernel.send(head + route + device)
        (error,) = struct.unpack_from("=i", kernel.recv(4096), 16)
    if error:
        raise OSError(-error, f"no default route of family {family}")


def seen_outside(packet, protocol):
    """A line about a packet for another machine or for a resolver, or None."""
    if protocol == _IPV4:
        address, carried, payload = packet[16:20], packet[9], packet[4 * (packet[0] & 0xF) :]
    elif protocol == _IPV6:
        address, carried, payload = packet[24:40], packet[6], packet[40:]
    else:
        return None
    if carried not in _PORTS:
        return None
    to, port = ipaddress.ip_address(address), int.from_bytes(payload[2:4])
    if to.is_loopback and port != DOMAIN_PORT:
        return None
    return f"{_PORTS[carried]} {to} port {port}" + (f" {printable(payload[20:])}" if port == DOMAIN_PORT else "")


def printable(query):
    """The name that a look-up asks for, its parts divided by dots."""
    return "".join(chr(byte) if 32 < byte < 127 else "." for byte in query.partition(b"\0\0")[0]).strip(".")


def watch(packets, over, seen):
    while True:
        try:
            packet, (_, protocol, kind, *_) = packets.recvfrom(512)
        except TimeoutError:
            # Only what has all been read is over: packets come here later than where they were sent.
            if over.is_set():
                return
            continue
        if kind == _SENT and (line := seen_outside(packet, protocol)):
            seen.add(line)


def main():
    lead_everything_to_loopback()
    over, seen = Event(), set()
    with socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(_EVERY_PROTOCOL)) as packets:
        packets.settimeout(0.2)
        watching = Thread(target=watch, args=(packets, over, seen))
        watching.start()
        try:
            code = subprocess.run(sys.argv[1:], check=False).returncode
        finally:
            over.set()
            watching.join()
    sys.stdout.writelines(f"{line}\n" for line in sorted(seen))
    return code


if __name__ == "__main__":
    sys.exit(main())
