// Steps through the numbers of a draft with the keyboard; without it every number is still a link.
(function () {
  "use strict";
  var all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };
  var inspector = document.getElementById("inspector");

  all("form[data-paper]").forEach(function (form) {
    var file = form.querySelector("input[type=file]");
    ["dragenter", "dragover"].forEach(function (kind) {
      form.addEventListener(kind, function (event) { event.preventDefault(); form.classList.add("over"); });
    });
    form.addEventListener("dragleave", function () { form.classList.remove("over"); });
    form.addEventListener("drop", function (event) {
      event.preventDefault();
      form.classList.remove("over");
      if (event.dataTransfer.files.length) { file.files = event.dataTransfer.files; }
    });
  });

  if (!inspector) { return; }
  var marks = all("#text a.mark");
  var troubled = marks.filter(function (mark) { return /s-(inconsistent|mismatch|ask|revised|unbound)/.test(mark.className); });
  var panel = function (mark) { return document.getElementById(mark.getAttribute("href").slice(1)); };
  var chosen = null;
  inspector.classList.add("live");
  all("[data-keys]").forEach(function (one) { one.hidden = false; });

  function close() {
    all(".panel.open", inspector).forEach(function (one) { one.classList.remove("open"); });
    all(".mark.chosen").forEach(function (one) { one.classList.remove("chosen"); one.removeAttribute("aria-current"); });
    inspector.classList.remove("chosen");
    document.body.classList.remove("chosen-open");
    chosen = null;
  }

  function choose(mark, scroll) {
    close();
    chosen = mark;
    mark.classList.add("chosen");
    mark.setAttribute("aria-current", "true");
    panel(mark).classList.add("open");
    inspector.classList.add("chosen");
    inspector.scrollTop = 0;
    document.body.classList.add("chosen-open");
    if (scroll) {
      var box = mark.getBoundingClientRect();
      var low = window.innerWidth <= 860 ? window.innerHeight * 0.36 : window.innerHeight - 60;
      if (box.top < 60 || box.bottom > low) { window.scrollBy(0, box.top - Math.min(160, low / 2)); }
    }
  }

  function step(list, by) {
    if (!list.length) { return; }
    var next;
    if (!chosen) {
      next = by > 0 ? list[0] : list[list.length - 1];
    } else {
      var at = marks.indexOf(chosen);
      var rest = list.filter(function (one) { return by > 0 ? marks.indexOf(one) > at : marks.indexOf(one) < at; });
      next = by > 0 ? rest[0] : rest[rest.length - 1];
      next = next || (by > 0 ? list[0] : list[list.length - 1]);
    }
    choose(next, true);
    next.focus({ preventScroll: true });
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[href^='#n'], a[href^='#m']") : null;
    if (!link) { return; }
    var id = link.getAttribute("href").slice(1);
    var mark = document.getElementById("m" + id.slice(1));
    if (!mark) { return; }
    event.preventDefault();
    if (id.charAt(0) === "m") { close(); } else { choose(mark, link !== mark || window.innerWidth <= 860); }
    mark.focus({ preventScroll: link === mark });
  });

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(input|textarea|select)$/i.test(event.target.tagName)) { return; }
    var inText = chosen || (event.target.closest && event.target.closest("#text"));
    var steps = { j: [troubled.length ? troubled : marks, 1], k: [troubled.length ? troubled : marks, -1] };
    if (inText) { steps.ArrowRight = [marks, 1]; steps.ArrowLeft = [marks, -1]; }
    if (steps[event.key]) { event.preventDefault(); step(steps[event.key][0], steps[event.key][1]); }
    if (event.key === "Escape" && chosen) { var mark = chosen; close(); mark.focus({ preventScroll: true }); }
  });

  var wanted = /^#n(\d+)$/.exec(window.location.hash);
  var first = wanted && document.getElementById("m" + wanted[1]);
  if (first) { choose(first, true); }
})();
