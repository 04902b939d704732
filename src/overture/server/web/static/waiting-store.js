// Entries that wait on this device until there is a connection. Read by pages and by the service worker.
const waiting = (() => {
  const NAME = "entries", MONTH = 30 * 24 * 3600 * 1000;

  const opened = () => new Promise((resolve, reject) => {
    const asked = indexedDB.open("overture-waiting", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(NAME, { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

  // Resolves once what `work` asked for is on the disk.
  async function within(mode, work) {
    const base = await opened();
    try {
      const change = base.transaction(NAME, mode);
      const done = new Promise((resolve, reject) => {
        change.oncomplete = resolve;
        change.onabort = change.onerror = () => reject(change.error);
      });
      const asked = work(change.objectStore(NAME));
      await done;
      return asked && asked.result;
    } finally { base.close(); }
  }

  const all = async () => (await within("readonly", (store) => store.getAll())).sort((one, other) => one.at - other.at);
  const of = async (space) => (await all()).filter((entry) => entry.space === space);
  const put = (entry) => within("readwrite", (store) => store.put(entry));
  // What became of an entry that was sent; nothing in place of it takes it away. Not where other words
  // stand there by now, or somebody took it away meanwhile. Resolves to whether it was done.
  const settle = async (entry, became = null) => {
    let mine = false;
    await within("readwrite", (store) => {
      const now = store.get(entry.id);
      now.onsuccess = () => {
        mine = now.result?.at === entry.at;
        if (mine && became) store.put(became);
        else if (mine) store.delete(entry.id);
      };
    });
    return mine;
  };
  const remove = (id) => within("readwrite", (store) => store.delete(id));

  // The same form with the same words is one entry, however often it was tapped. Other words under the
  // same key are another entry; a form without a key takes its later words in place of the earlier.
  const add = (entry) => within("readwrite", (store) => {
    const before = store.get(entry.id);
    before.onsuccess = () => {
      const other = before.result && entry.key && JSON.stringify(before.result.fields) !== JSON.stringify(entry.fields);
      store.put(other ? renewed(entry) : entry);
    };
  });

  function renewed(entry) {
    const key = crypto.randomUUID();
    const fields = entry.fields.map(([name, value]) => [name, name === "key" ? key : value]);
    return { ...entry, key, fields, id: `${entry.path} ${key}` };
  }

  // Whose browser it is now: what others wrote goes. While nobody is in a space here it waits for a month.
  async function only(space) {
    const old = Date.now() - MONTH;
    const goes = (entry) => (space === "nobody" ? entry.at < old : entry.space !== space);
    for (const entry of (await all()).filter(goes)) await remove(entry.id);
  }

  return { all, of, put, add, settle, remove, only };
})();
