"""What drivers, servers and job queues need, tried one by one."""

import asyncio
import multiprocessing
import socket
import sqlite3
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

from workers import Response, WorkerEntrypoint


def connect():
    socket.create_connection(("127.0.0.1", 1), timeout=1).close()


def listen():
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen()


def thread():
    worker = threading.Thread(target=print)
    worker.start()
    worker.join()


def pool():
    with ThreadPoolExecutor() as executor:
        executor.submit(print).result()


def process():
    subprocess.run(["true"], check=True)


def fork():
    worker = multiprocessing.Process(target=print)
    worker.start()
    worker.join()


def database_file():
    connection = sqlite3.connect("/tmp/x.db")
    connection.execute("create table t (x)")


async def stream():
    await asyncio.wait_for(asyncio.open_connection("127.0.0.1", 1), 1)


async def in_thread():
    await asyncio.to_thread(print)


TRIES = {
    "/connect": connect,
    "/listen": listen,
    "/thread": thread,
    "/pool": pool,
    "/process": process,
    "/fork": fork,
    "/database-file": database_file,
    "/stream": stream,
    "/in-thread": in_thread,
}


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        path = "/" + request.url.split("/", 3)[3]
        try:
            result = TRIES[path]()
            if asyncio.iscoroutine(result):
                await result
        except BaseException as error:  # noqa: BLE001
            return Response(f"{type(error).__name__}: {error}")
        return Response("works")
