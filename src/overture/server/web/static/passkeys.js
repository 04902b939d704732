// Passkeys: the browser is asked, and what it answers goes into a form. Everything else works without.
(() => {
  const forms = document.querySelectorAll("[data-passkey]");
  if (!forms.length || !window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
  };
  const text = (buffer) => {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const named = (listed) => (listed || []).map((one) => ({ ...one, id: bytes(one.id) }));

  async function create({ creation_options: { publicKey } }) {
    const wanted = {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: named(publicKey.excludeCredentials),
      authenticatorSelection: { ...publicKey.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" },
    };
    const made = await navigator.credentials.create({ publicKey: wanted });
    return answer(made, { attestationObject: text(made.response.attestationObject) });
  }

  async function get({ request_options: { publicKey } }) {
    const wanted = { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: named(publicKey.allowCredentials) };
    const used = await navigator.credentials.get({ publicKey: wanted });
    const { authenticatorData, signature, userHandle } = used.response;
    return answer(used, { authenticatorData: text(authenticatorData), signature: text(signature), userHandle: userHandle && text(userHandle) });
  }

  const answer = (made, more) => ({
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    authenticatorAttachment: made.authenticatorAttachment,
    clientExtensionResults: made.getClientExtensionResults(),
    response: { clientDataJSON: text(made.response.clientDataJSON), ...more },
  });

  const asked = () => JSON.parse(document.getElementById("passkey-asked").textContent);
  const fetched = async (form) => (await fetch(form.action, { headers: { Accept: "application/json" } })).json();
  const ways = {
    create: () => create(asked()),
    get: () => get(asked()),
    fetch: async (form) => get(await fetched(form)),
  };

  forms.forEach((form) => {
    const told = form.querySelector(".error[hidden]");
    form.hidden = false;
    form.querySelector("button[type=button]").addEventListener("click", async () => {
      told.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(await ways[form.dataset.passkey](form));
        form.submit();
      } catch {
        told.querySelector("span").textContent = "No passkey was used. You can try again, or take another way.";
        told.hidden = false;
      }
    });
  });
  document.querySelectorAll("[data-no-passkeys]").forEach((one) => { one.hidden = true; });
})();
