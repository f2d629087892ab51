-- Neovim's own language client against `nabla lsp --stdio`. In the environment: NABLA (the command's file), PAGE (a page).
vim.opt.swapfile = false
local failures = 0
local function check(what, ok, found)
  io.stdout:write((ok and 'ok ' or 'no ') .. what .. ((not ok and found) and (': ' .. tostring(found)) or '') .. '\n')
  if not ok then failures = failures + 1 end
end

vim.cmd('edit ' .. vim.fn.fnameescape(os.getenv('PAGE')))
vim.bo.filetype = 'grad'
local page = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({
  name = 'nabla',
  cmd = { 'node', os.getenv('NABLA'), 'lsp', '--stdio' },
  root_dir = vim.fn.fnamemodify(os.getenv('PAGE'), ':h'),
})
vim.lsp.buf_attach_client(page, id)
check('the server starts', vim.wait(10000, function()
  local client = vim.lsp.get_client_by_id(id)
  return client and client.initialized
end, 20))

-- Neovim 0.7 to 0.9 do not pull diagnostics: they must be pushed.
vim.wait(10000, function() return #vim.diagnostic.get(page) > 0 end, 20)
local diagnostics = vim.diagnostic.get(page)
check('the refuted claim is the one diagnostic, at its place',
  #diagnostics == 1 and diagnostics[1].lnum == 4 and diagnostics[1].severity == vim.diagnostic.severity.ERROR,
  vim.inspect(diagnostics))

local function ask(method, extra)
  local params = vim.tbl_extend('force', { textDocument = vim.lsp.util.make_text_document_params(page) }, extra or {})
  local answers = vim.lsp.buf_request_sync(page, method, params, 5000)
  return answers and answers[id] and answers[id].result
end
local hover = ask('textDocument/hover', { position = { line = 1, character = 2 } })
local text = hover and hover.contents.value or ''
check('a hover on x reads the derivative', text:find('9x²', 1, true) ~= nil, text)
check('without links that only VS Code can follow, without images', not text:find('command:', 1, true) and not text:find('data:', 1, true), text)
check('the outline has the functions', #(ask('textDocument/documentSymbol') or {}) >= 2)

-- As a reader does: K opens a window.
vim.api.nvim_win_set_cursor(0, { 2, 2 })
vim.lsp.buf.hover()
local floating
vim.wait(5000, function()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then floating = window end
  end
  return floating ~= nil
end, 20)
check('K opens a window with it', floating ~= nil)

if floating then vim.api.nvim_win_close(floating, true) end

-- What a reader does beside reading. Each through Neovim's own commands, where 0.7 has one that does not ask.
local function lines() return vim.api.nvim_buf_get_lines(page, 0, -1, false) end
local function put(number, text) vim.api.nvim_buf_set_lines(page, number - 1, number, false, { text }) end
local written = lines()

vim.api.nvim_win_set_cursor(0, { 5, 8 })
vim.lsp.buf.definition()
check('gd goes to the definition', vim.wait(5000, function() return vim.api.nvim_win_get_cursor(0)[1] == 2 end, 20),
  vim.inspect(vim.api.nvim_win_get_cursor(0)))

vim.api.nvim_win_set_cursor(0, { 2, 0 })
vim.lsp.buf.rename('slope')
check('a rename goes through the page', vim.wait(5000, function()
  return lines()[2]:find('^slope%(') ~= nil and lines()[5]:find('∂slope/∂x', 1, true) ~= nil
end, 20), vim.inspect(lines()))
vim.lsp.buf.rename('f')
check('and back it is what it was', vim.wait(5000, function() return vim.deep_equal(lines(), written) end, 20), vim.inspect(lines()))

put(2, 'f(x,y)=3x^3-y^2+5x+2')
vim.lsp.buf.formatting_sync(nil, 5000)
check('formatting lays it out', lines()[2] == 'f(x, y) = 3x^3 - y^2 + 5x + 2', lines()[2])

put(#lines(), 'tan')
vim.wait(300)
vim.api.nvim_win_set_cursor(0, { #lines(), 3 })
local list = ask('textDocument/completion', { position = { line = #lines() - 1, character = 3 } })
local items = vim.lsp.util.extract_completion_items(list or {})
local labels = vim.tbl_map(function(item) return item.label end, items)
check('completion knows tan and tanh', vim.tbl_contains(labels, 'tan') and vim.tbl_contains(labels, 'tanh'), vim.inspect(labels))
vim.bo[page].omnifunc = 'v:lua.vim.lsp.omnifunc'
check('omnifunc begins at the word', vim.lsp.omnifunc(1, '') == 0 or vim.lsp.omnifunc(1, '') == -2)
put(#lines(), 'f(1, ')
vim.wait(300)
local help = ask('textDocument/signatureHelp', { position = { line = #lines() - 1, character = 5 } })
check('signature help shows y as the one to give', help and help.activeParameter == 1, vim.inspect(help))
put(#lines(), 'g(x) = sinn(x)')
vim.wait(2000, function() return #vim.diagnostic.get(page) == 2 end, 20)
local where = { start = { line = #lines() - 1, character = 8 }, ['end'] = { line = #lines() - 1, character = 8 } }
local actions = ask('textDocument/codeAction', { range = where, context = { diagnostics = {} } })
check('a slip has a mend', actions and actions[1] and actions[1].title == 'Write sin', vim.inspect(actions))

vim.lsp.stop_client(id)
vim.cmd(failures == 0 and 'qall!' or 'cquit 1')
