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

  var copying = function (button, doneWord, textOf) {
    var name = button.textContent;
    button.addEventListener("click", function () {
      var text = textOf();
      var done = function () {
        button.textContent = doneWord;
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
  };
  all("[data-copy]").forEach(function (button) {
    copying(button, button.getAttribute("data-done"), function () {
      var place = document.getElementById(button.getAttribute("data-copy"));
      return "value" in place ? place.value : place.textContent.trim();
    });
  });

  // A list whose page has no words of its own to forward: one paragraph with title, day, rows, source.
  var work = document.getElementById("work");
  var tidy = function (element) { return (element.innerText || element.textContent).replace(/\s+/g, " ").trim(); };
  var titleOf = function (table) {
    for (var at = table; at && at !== work; at = at.parentElement) {
      for (var before = at.previousElementSibling; before; before = before.previousElementSibling) {
        var head = /^H[1-4]$/.test(before.tagName) ? before : before.querySelector("h1, h2, h3");
        if (head) {
          head = head.cloneNode(true);
          all("small, button, .sr", head).forEach(function (one) { one.parentNode.removeChild(one); });
          return tidy(head);
        }
      }
    }
    return document.title;
  };
  var rowWords = function (row) {
    var cells = all("th, td", row), zh = document.documentElement.lang !== "en";
    var told = cells.slice(1).map(function (cell) {
      var head = cell.getAttribute("data-label") || "";
      return tidy(cell) ? (head + " " + tidy(cell)).trim() : "";
    }).filter(Boolean).slice(0, 9).join(zh ? "，" : ", ");
    return tidy(cells[0].querySelector("a") || cells[0]) + (told ? (zh ? "（" + told + "）" : " (" + told + ")") : "");
  };
  var paragraph = function (table) {
    var zh = document.documentElement.lang !== "en";
    var rows = all("tbody tr", table).filter(function (row) { return row.querySelectorAll("th, td").length > 1; });
    var told = { title: titleOf(table), on: work.getAttribute("data-on"), n: rows.length, told: rows.slice(0, 20).map(rowWords).join(zh ? "；" : "; ") };
    return work.getAttribute("data-told").replace(/\{(\w+)\}/g, function (whole, key) { return key in told ? told[key] : whole; });
  };
  if (work && work.hasAttribute("data-told") && !work.querySelector(".copy, [data-copy]")) {
    all("table.list", work).forEach(function (table) {
      if (!table.tBodies.length || table.querySelector("input, select, textarea") || table.closest("details")) return;
      var line = document.createElement("p"), button = document.createElement("button");
      line.className = "acts copylist";
      button.type = "button";
      button.textContent = work.getAttribute("data-copy-name");
      line.appendChild(button);
      table.parentNode.insertBefore(line, table);
      copying(button, work.getAttribute("data-copied"), function () { return paragraph(table); });
    });
  }

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
