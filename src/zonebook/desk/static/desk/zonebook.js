// The few things that a page cannot do without a script; every page works without it.
(function () {
  "use strict";
  var all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };

  all(".bar .menu").forEach(function (button) {
    var rail = document.getElementById("rail");
    button.addEventListener("click", function () {
      button.setAttribute("aria-expanded", String(rail.classList.toggle("open")));
    });
  });

  all("form[data-drop]").forEach(function (form) {
    var file = form.querySelector("input[type=file]");
    var send = function () {
      form.querySelector(".busy").hidden = false;
      form.submit();
    };
    file.addEventListener("change", function () { if (file.files.length) send(); });
    ["dragenter", "dragover"].forEach(function (kind) {
      form.addEventListener(kind, function (event) { event.preventDefault(); form.classList.add("over"); });
    });
    form.addEventListener("dragleave", function () { form.classList.remove("over"); });
    form.addEventListener("drop", function (event) {
      event.preventDefault();
      form.classList.remove("over");
      if (event.dataTransfer.files.length) { file.files = event.dataTransfer.files; send(); }
    });
  });

  all("[data-copy]").forEach(function (button) {
    var name = button.textContent;
    button.addEventListener("click", function () {
      var place = document.getElementById(button.getAttribute("data-copy"));
      var text = "value" in place ? place.value : place.textContent.trim();
      var done = function () {
        button.textContent = button.getAttribute("data-done");
        window.setTimeout(function () { button.textContent = name; }, 2500);
      };
      var plainly = function () {
        var area = document.createElement("textarea");
        area.value = text;
        document.body.appendChild(area);
        area.select();
        if (document.execCommand("copy")) done();
        document.body.removeChild(area);
      };
      if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, plainly);
      else plainly();
    });
  });

  all("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  all("[data-poll]").forEach(function (place) {
    var ask = function () {
      fetch(place.getAttribute("data-poll"), { credentials: "same-origin" }).then(function (answer) { return answer.json(); }).then(function (state) {
        if (state.done) { window.location.replace(state.next); return; }
        place.querySelector("[data-said]").textContent = state.said;
        var bar = place.querySelector("progress");
        if (state.of) { bar.max = state.of; bar.value = state.at; }
        window.setTimeout(ask, 700);
      }).catch(function () { window.setTimeout(ask, 2000); });
    };
    window.setTimeout(ask, 400);
  });

  all("[data-send]").forEach(function (field) {
    field.addEventListener("change", function () { field.form.submit(); });
  });
})();
